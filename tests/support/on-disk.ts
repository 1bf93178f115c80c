/** `onDisk(content)`: a file on disk for the length of one test, by its path. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export function onDisk(content: Buffer | string): string {
  const folder = mkdtempSync(join(tmpdir(), "workbook-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "file");
  writeFileSync(path, content);
  return path;
}
