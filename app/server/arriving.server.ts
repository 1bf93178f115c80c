/**
 * Owns a file on its way in: written to disk as it arrives, measured and fingerprinted, never held
 * in memory.
 * Practice: what is too large is not kept, but read to its end all the same, because a browser
 * shows an answer only once it has sent everything. The file has no name in any folder where the
 * system can do without (Linux): it goes with the process, so that a crash leaves nothing behind.
 * Elsewhere the next start clears it up.
 */
import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { unstable_parseMultipartFormData as parseMultipart } from "@remix-run/node";
import { postedLimits } from "~/rules/core/posted-limits";
import { boundaryOf } from "./posted.server";

export type ArrivedFile = {
  /** Where it can be read until it is removed; not the place it was written to. */
  path: string;
  name: string;
  bytes: number;
  fingerprint: string;
  remove(): Promise<void>;
};

export type Arrived = ({ ok: true } & ArrivedFile) | { ok: false; problem: string };

/** This machine, as file names and owners of work name it. */
export const host = hostname().replace(/[^A-Za-z0-9]/g, "");

const mostParts = postedLimits.upload.fields;

/** Which file of a form is taken, how large it may be, and what is said where there is none. */
export type Wanted = {
  field: string;
  /** Bytes. */
  largest: number;
  /** "20 MB" */
  largestInWords: string;
  choose: string;
};

/** Takes one file from a posted form. Where there is no room for it, nothing is kept. */
export async function takeFile(request: Request, folder: string, wanted: Wanted): Promise<Arrived> {
  const choose: Arrived = { ok: false, problem: wanted.choose };
  const got: { file: Arrived } = { file: choose };
  if (!boundaryOf(request)) return choose;
  let parts = 0;
  try {
    const first = await withPlainName(request);
    await parseMultipart(first.request, async ({ name, filename, data }) => {
      parts += 1;
      if (parts > mostParts) throw new Error("No page of ours sends so many fields");
      if (name === wanted.field && filename && !got.file.ok) {
        const called = parts === 1 ? (first.name ?? filename) : filename;
        got.file = await keep(data, called, folder, wanted);
      } else for await (const _ of data);
      return undefined;
    });
  } catch (error) {
    // No form at all, or one that broke off: nothing came whole.
    if (got.file.ok) await got.file.remove();
    return isFull(error) ? { ok: false, problem: noRoom } : choose;
  }
  return got.file;
}

/** As much of a form as its first part's headers are looked for in. */
const longestHead = 8192;

/**
 * The same request with the file of its first part under a plain name, and what it was called: the
 * library that reads forms takes a semicolon or an equals sign in a name for the end of it.
 */
async function withPlainName(request: Request): Promise<{ request: Request; name: string | null }> {
  if (!request.body) return { request, name: null };
  const reader = request.body.getReader();
  let head = Buffer.alloc(0);
  let ended = false;
  while (!ended && head.length < longestHead && !head.includes("\r\n\r\n")) {
    const { done, value } = await reader.read();
    ended = done;
    if (value) head = Buffer.concat([head, value]);
  }
  const headers = head.subarray(0, Math.max(0, head.indexOf("\r\n\r\n"))).toString("utf8");
  const named = /^(.*?; filename=")([^"\r\n]+)("\r\n.*|")$/s.exec(headers);
  const [, before = "", name = null, after = ""] = named ?? [];
  const start = named
    ? Buffer.concat([
        Buffer.from(`${before}file${after}`),
        head.subarray(Buffer.byteLength(headers)),
      ])
    : head;
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(new Uint8Array(start)),
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const { method, headers: kept, url } = request;
  return {
    request: new Request(url, { method, headers: kept, body, duplex: "half" } as RequestInit),
    // As browsers escape the one sign that would end it.
    name: name?.replaceAll("%22", '"').replaceAll(/%0[AD]/g, "") ?? null,
  };
}

/** Whether a disk is full, or its owner has used up their part of it. */
export const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  (["ENOSPC", "EDQUOT"].includes(String((error as NodeJS.ErrnoException).code)) ||
    isFull(error.cause));

export const noRoom =
  "Try again later, and tell whoever runs Line of Sight: there is no room on the server for this file, and nothing of it was kept";

async function keep(
  data: AsyncIterable<Uint8Array>,
  name: string,
  folder: string,
  { largest, largestInWords }: Wanted,
): Promise<Arrived> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { file, path, remove } = await makeNameless(
    join(folder, `${host}-${process.pid}-${randomUUID()}`),
  );
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
    if (!whole || bytes === 0 || bytes > largest) await remove();
  }
  if (bytes === 0) return { ok: false, problem: "Choose a file that is not empty" };
  if (bytes > largest) return { ok: false, problem: `Choose a file of ${largestInWords} or less` };
  const fingerprint = hash.digest("hex");
  return { ok: true, path, name: name.slice(0, 1000), bytes, fingerprint, remove };
}

/** A new file that is gone when it is closed, where the system can still open it by its number. */
async function makeNameless(named: string) {
  const file: FileHandle = await open(named, "wx", 0o600);
  const byNumber = `/proc/self/fd/${file.fd}`;
  const [one, same] = await Promise.all([stat(named), stat(byNumber).catch(() => null)]);
  const nameless = same !== null && same.ino === one.ino && same.dev === one.dev;
  if (nameless) await rm(named);
  let removed = false;
  const remove = async () => {
    if (removed) return;
    removed = true;
    await file.close();
    if (!nameless) await rm(named, { force: true });
  };
  return { file, path: nameless ? byNumber : named, remove };
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
