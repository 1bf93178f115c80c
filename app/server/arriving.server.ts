/**
 * Owns a file on its way in: written to disk as it arrives, measured and fingerprinted, never held
 * in memory.
 * Practice: what is too large is not kept, but read to its end all the same, because a browser
 * shows an answer only once it has sent everything; nothing stays behind, not after a crash either.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { unstable_parseMultipartFormData as parseMultipart } from "@remix-run/node";

export type Arrived =
  | { ok: true; path: string; name: string; bytes: number; fingerprint: string }
  | { ok: false; problem: string };

/** This machine, as file names and owners of work name it. */
export const host = hostname().replace(/[^A-Za-z0-9]/g, "");

/** Takes the file of field `field` from a posted form, at most `largest` bytes. */
export async function takeFile(
  request: Request,
  field: string,
  folder: string,
  largest: number,
): Promise<Arrived> {
  const choose: Arrived = { ok: false, problem: "Choose a CSV file or an Excel workbook" };
  const got: { file: Arrived } = { file: choose };
  try {
    await parseMultipart(request, async ({ name, filename, data }) => {
      if (name === field && filename && !got.file.ok) {
        got.file = await keep(data, filename, folder, largest);
      } else for await (const _ of data);
      return undefined;
    });
  } catch {
    // No form at all, or one that broke off: nothing came whole.
    if (got.file.ok) await rm(got.file.path, { force: true });
    return choose;
  }
  return got.file;
}

async function keep(
  data: AsyncIterable<Uint8Array>,
  name: string,
  folder: string,
  largest: number,
): Promise<Arrived> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${host}-${process.pid}-${randomUUID()}`);
  const file = await open(path, "wx", 0o600);
  const hash = createHash("sha256");
  let bytes = 0;
  let whole = false;
  try {
    for await (const chunk of data) {
      bytes += chunk.length;
      if (bytes > largest) continue;
      hash.update(chunk);
      await file.write(chunk);
    }
    whole = true;
  } finally {
    await file.close();
    if (!whole || bytes === 0 || bytes > largest) await rm(path, { force: true });
  }
  if (bytes === 0) return { ok: false, problem: "Choose a file that is not empty" };
  if (bytes > largest) return { ok: false, problem: "Choose a file of 20 MB or less" };
  return { ok: true, path, name: name.slice(0, 100), bytes, fingerprint: hash.digest("hex") };
}

/** Removes what an earlier run of this server left behind, and whatever is older than a day. */
export async function sweepArriving(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const [madeBy, process_] = name.split("-");
    const mine = madeBy === host && !isAlive(Number(process_));
    const at = join(folder, name);
    const found = await stat(at).catch(() => null);
    const old = found !== null && now.getTime() - found.mtimeMs > 24 * 60 * 60 * 1000;
    if (mine || old) await rm(at, { force: true });
  }
}

/** Whether a process of this machine runs; one with our own number is an earlier run of ours. */
export function isAlive(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
