/**
 * Owns unpacking a workbook: the zip file, its parts as streams of text, and how much may come out.
 * Practice: no declared size is trusted. What is unpacked is counted as it comes and stopped at a
 * limit, and each part's checksum is held against its content.
 */
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { UnreadableFile } from "./unreadable.server";

/** What a workbook may unpack to; far above any council's, far below what hurts. */
export type ArchiveLimits = {
  /** Bytes of all parts that are read. */
  unpacked: number;
  /** How many times larger a part may become, once it is above `ratioFrom` bytes. */
  ratio: number;
  ratioFrom: number;
  parts: number;
};

export const archiveLimits: ArchiveLimits = {
  unpacked: 600 * 1024 * 1024,
  ratio: 250,
  ratioFrom: 10 * 1024 * 1024,
  parts: 5_000,
};

export const damaged =
  "Save the workbook again in Excel and choose the new file: this one is damaged or incomplete";
export const notAWorkbook = "Choose a CSV file or an Excel workbook (.xlsx): this file is neither";
export const tooLarge = "Choose another workbook: unpacked, this one is too large to read";
export const locked = "Take the password off the workbook first: it can’t be read with one";

export type Archive = {
  /** Names of the parts as the zip has them. */
  names: readonly string[];
  has(name: string): boolean;
  /** Bytes that the part says it unpacks to: for progress, never for safety. */
  declaredSize(name: string): number;
  /** The text of a part in pieces. Throws `UnreadableFile`. */
  text(name: string): AsyncIterable<string>;
  /** Bytes unpacked so far. */
  unpacked(): number;
  close(): void;
};

const keyOf = (name: string) => name.replace(/^\/+/, "").toLowerCase();

/** Opens a zip file on disk. Throws `UnreadableFile` where it is none, or is locked or too large. */
export async function openArchive(path: string, limits = archiveLimits): Promise<Archive> {
  const zip = await openZip(path);
  const entries = new Map<string, Entry>();
  try {
    if (zip.entryCount > limits.parts) throw new UnreadableFile(tooLarge);
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new UnreadableFile(locked);
      const key = keyOf(entry.fileName);
      // Two parts of one name: which is meant can't be told.
      if (entries.has(key)) throw new UnreadableFile(damaged);
      entries.set(key, entry);
    }
  } catch (error) {
    zip.close();
    throw asUnreadable(error);
  }
  let unpacked = 0;

  async function* text(name: string): AsyncGenerator<string> {
    const entry = entries.get(keyOf(name));
    if (!entry) throw new UnreadableFile(damaged);
    let bytes = 0;
    let sum = 0;
    try {
      const stream = await zip.openReadStreamPromise(entry);
      let decoder: TextDecoder | null = null;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        unpacked += chunk.length;
        const swollen = bytes > limits.ratioFrom && bytes > entry.compressedSize * limits.ratio;
        if (swollen || unpacked > limits.unpacked) throw new UnreadableFile(tooLarge);
        sum = crc32(chunk, sum);
        decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
        yield decoder.decode(chunk, { stream: true });
      }
      yield decoder?.decode() ?? "";
    } catch (error) {
      throw asUnreadable(error);
    }
    if (sum !== entry.crc32) throw new UnreadableFile(damaged);
  }

  return {
    names: [...entries.values()].map((entry) => entry.fileName),
    has: (name) => entries.has(keyOf(name)),
    declaredSize: (name) => entries.get(keyOf(name))?.uncompressedSize ?? 0,
    text,
    unpacked: () => unpacked,
    close: () => zip.close(),
  };
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false });
  } catch (error) {
    throw asUnreadable(error);
  }
}

/** XML is UTF-8 unless a mark says otherwise. */
function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  return chunk[0] === 0xfe && chunk[1] === 0xff ? "utf-16be" : "utf-8";
}

/** Whatever the zip library says about the file means that it is damaged; a full disk does not. */
function asUnreadable(error: unknown): unknown {
  if (error instanceof UnreadableFile) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^E[A-Z]+$/.test(code) ? error : new UnreadableFile(damaged);
}
