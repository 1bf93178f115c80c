/**
 * Runs once before the browser tests: lets the server load the demonstration into a SQLite file,
 * which browser.ts copies for each test file.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startSite } from "./site";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the SQLite file that holds the demonstration. */
    demonstrationTemplate: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "line-of-sight-demonstration-"));
  const database = join(folder, "demonstration.sqlite");
  const site = await startSite({ database, demonstration: true });
  await site.stop();
  project.provide("demonstrationTemplate", database);
  return () => rmSync(folder, { recursive: true, force: true });
}
