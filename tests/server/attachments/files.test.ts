import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { typeOfName } from "~/rules/attachments/attachments";
import { isFull } from "~/server/arriving.server";
import { findFileType } from "~/server/file-type.server";
import {
  dropStored,
  fingerprintOfStored,
  storeBytes,
  storedAt,
  storeFile,
} from "~db/attachments/folder.server";
import { badFiles, goodFiles, pdf } from "../../support/added-files";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const typeOf = (name: string, content: Buffer) => {
  const path = join(folder, "arrived");
  writeFileSync(path, content);
  return findFileType(path, name);
};

describe("What a file is", () => {
  it.each(goodFiles)("%s is taken", async (name, content) => {
    expect(await typeOf(name, content)).toEqual({ ok: true, type: typeOfName(name) });
  });

  it.each(badFiles)("%s is refused", async (_, name, content) => {
    const found = await typeOf(name, content);
    expect(found.ok).toBe(false);
    if (!found.ok) expect(found.problem).toMatch(/^(Choose|Save) /);
  });

  it("is looked into to its end", async () => {
    const long = Buffer.concat([Buffer.alloc(300_000, 97), Buffer.from([0])]);
    expect((await typeOf("long.txt", long)).ok).toBe(false);
    expect((await typeOf("long.txt", long.subarray(0, -1))).ok).toBe(true);
  });
});

describe("The folder of files", () => {
  it("keeps a file whole, for its owner alone, under a name that says nothing", async () => {
    const kept = join(folder, "kept");
    writeFileSync(join(folder, "plan.pdf"), pdf, { mode: 0o644 });
    const storedName = await storeFile(kept, join(folder, "plan.pdf"));
    expect(storedName).toMatch(/^[0-9a-f]{32}$/);
    expect(readdirSync(kept)).toEqual([storedName]);
    expect(readFileSync(storedAt(kept, storedName))).toEqual(pdf);
    expect(statSync(kept).mode & 0o777).toBe(0o700);
    expect(statSync(storedAt(kept, storedName)).mode & 0o777).toBe(0o600);
    await dropStored(kept, storedName);
    await dropStored(kept, storedName);
    expect(readdirSync(kept)).toEqual([]);
  });

  it("keeps nothing of what could not be stored", async () => {
    const kept = join(folder, "kept");
    await expect(storeFile(kept, join(folder, "none"))).rejects.toThrow();
    expect(readdirSync(kept)).toEqual([]);
  });

  it("is left by no name", () => {
    for (const name of ["../secret", "", ".", "a/b", "x".repeat(32), `${"a".repeat(32)}\n`])
      expect(() => storedAt(folder, name)).toThrow();
  });

  it("knows when a file changed or is gone", async () => {
    const storedName = await storeBytes(folder, pdf);
    const before = await fingerprintOfStored(folder, storedName);
    writeFileSync(storedAt(folder, storedName), "changed");
    expect(await fingerprintOfStored(folder, storedName)).not.toBe(before);
    await dropStored(folder, storedName);
    expect(await fingerprintOfStored(folder, storedName)).toBeNull();
  });

  it("says that there is no room when the disk is full", () => {
    const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
    expect([isFull(full), isFull(new Error("x", { cause: full })), isFull(new Error("x"))]).toEqual(
      [true, true, false],
    );
  });
});
