/**
 * Owns comparing the folder of added files with what the database knows of them: each is there, and
 * as it was stored. Practice: every byte is read, a file at a time; nothing is changed.
 */
import { unscopedKeptAfter } from "~db/attachments/attachments.server";
import { fingerprintOfStored } from "~db/attachments/folder.server";
import type { Db } from "~db/core/open.server";

/** What differs, a sentence each, by ids alone; empty when every file is as it was stored. */
export async function listFileDifferences(db: Db, folder: string): Promise<string[]> {
  const found: string[] = [];
  let after = "";
  for (;;) {
    const files = await unscopedKeptAfter(db, after);
    for (const { id, storedName, sha256 } of files) {
      const now = await fingerprintOfStored(folder, storedName);
      if (now === null) found.push(`File ${id}: it is not there (${storedName})`);
      else if (now !== sha256) found.push(`File ${id}: it is not as it was stored (${storedName})`);
      after = id;
    }
    if (files.length === 0) return found;
  }
}
