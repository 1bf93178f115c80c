/**
 * Owns the folder that added files are kept in: a file arrives whole or not at all, under a random
 * name without an ending, readable by this server's user alone, outside what is served.
 * Practice: bytes first, the row after: a crash between the two leaves a file that no row names,
 * which the sweep finds, and never a row without its file.
 */
import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** 32 random letters and digits, unlike the id in any address. */
const newStoredName = (): string => randomBytes(16).toString("hex");

/** What is ours in the folder; whatever else someone puts there is left alone. */
const isStoredName = (name: string): boolean => /^[0-9a-f]{32}(\.part)?$/.test(name);

/** Where a file is kept. Throws for what is no stored name: nothing else leads into the folder. */
export function storedAt(folder: string, storedName: string): string {
  if (!/^[0-9a-f]{32}$/.test(storedName)) throw new Error("Not the name of a stored file");
  return join(folder, storedName);
}

async function keptAs(folder: string, fill: (path: string) => Promise<void>): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const storedName = newStoredName();
  const path = storedAt(folder, storedName);
  const part = `${path}.part`;
  try {
    await fill(part);
    const file = await open(part, "r+");
    try {
      await file.chmod(0o600);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return storedName;
}

/** Copies a file that has arrived; answers its stored name. Throws, keeping nothing, as when the disk is full. */
export const storeFile = (folder: string, from: string): Promise<string> =>
  keptAs(folder, (path) => copyFile(from, path));

/** The same of bytes at hand. */
export const storeBytes = (folder: string, bytes: Uint8Array): Promise<string> =>
  keptAs(folder, (path) => writeFile(path, bytes, { mode: 0o600 }));

/** Removes a stored file, also one that is not there. */
export const dropStored = (folder: string, storedName: string): Promise<void> =>
  rm(storedAt(folder, storedName), { force: true });

/** Its size in bytes; null where it is not there. */
export const sizeOfStored = (folder: string, storedName: string): Promise<number | null> =>
  stat(storedAt(folder, storedName)).then(
    ({ size }) => size,
    () => null,
  );

/** The SHA-256 of a stored file, read in pieces; null where it is not there. */
export async function fingerprintOfStored(
  folder: string,
  storedName: string,
): Promise<string | null> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(storedAt(folder, storedName))) hash.update(chunk);
  } catch {
    return null;
  }
  return hash.digest("hex");
}

/** The stored files that are older than an instant, a hundred at a time. */
export async function* storedBefore(folder: string, instant: Date): AsyncGenerator<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter(isStoredName).sort();
  for (let from = 0; from < names.length; from += 100) {
    const old = await Promise.all(
      names.slice(from, from + 100).map(async (name) => {
        const found = await stat(join(folder, name)).catch(() => null);
        return found !== null && found.mtimeMs < instant.getTime() ? [name] : [];
      }),
    );
    if (old.flat().length > 0) yield old.flat();
  }
}

/** Removes what a sweep found, an unfinished file too. */
export const dropFound = (folder: string, name: string): Promise<void> =>
  isStoredName(name) ? rm(join(folder, name), { force: true }) : Promise.resolve();
