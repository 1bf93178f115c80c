/**
 * Owns reading a CSV file: a file on disk to rows of cells with their line numbers, as a stream.
 * Practice: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252, as spreadsheets save
 * it; comma, semicolon or tab; a broken quote is refused in words.
 */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { type CsvError, type Parser, parse } from "csv-parse";
import { UnreadableFile } from "./unreadable.server";
import { notAWorkbook } from "./workbook-archive.server";

export type FileRow = { line: number; cells: string[] };

export type CsvFile =
  | {
      ok: true;
      headings: string[];
      /** Read once. Throws `UnreadableFile` where the quotation marks break. */
      rows: AsyncIterable<FileRow>;
      bytesRead(): number;
      close(): void;
    }
  | { ok: false; problem: string };

const refused = (problem: string): CsvFile => ({ ok: false, problem });

type Sort = { encoding: string; firstLine: string; bytes: number };

/** Looks through the whole file once, because one byte at its end can tell what it is. */
async function sort(path: string): Promise<Sort | null> {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let encoding = "utf-8";
  let start: Buffer | null = null;
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (start === null) {
      start = chunk.subarray(0, 10_000);
      if (start.toString("latin1", 0, 5) === "%PDF-") return null;
      const mark = start.toString("latin1", 0, 2);
      encoding = mark === "\xff\xfe" ? "utf-16le" : mark === "\xfe\xff" ? "utf-16be" : "utf-8";
    }
    if (!encoding.startsWith("utf-16") && chunk.includes(0)) return null;
    bytes += chunk.length;
    if (encoding === "utf-8" && !decodes(strict, chunk)) encoding = "windows-1252";
  }
  if (encoding === "utf-8" && !decodes(strict)) encoding = "windows-1252";
  const text = new TextDecoder(encoding).decode(start ?? new Uint8Array());
  return { encoding, bytes, firstLine: text.split(/\r?\n|\r/, 1)[0] ?? "" };
}

function decodes(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** The separator that the first line has most of. */
function separatorOf(firstLine: string): string {
  const count = (separator: string) => firstLine.split(separator).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

async function* decoded(source: AsyncIterable<Buffer>, encoding: string): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* rowsOf(parser: Parser): AsyncGenerator<FileRow, undefined> {
  try {
    for await (const { record, info } of parser) {
      const cells: string[] = record;
      if (cells.some((cell) => cell.trim() !== "")) yield { line: info.lines, cells };
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    const near = typeof error.lines === "number" ? ` near line ${error.lines}` : "";
    throw new UnreadableFile(
      `Check the quotation marks${near}: the file can’t be read from there on`,
    );
  }
}

const isCsvError = (error: unknown): error is CsvError & { lines?: unknown } =>
  error instanceof Error && "code" in error && String(error.code).startsWith("CSV_");

/** Opens a file whose first line holds the headings; empty lines are passed over but counted. */
export async function openCsv(path: string): Promise<CsvFile> {
  const found = await sort(path);
  if (!found) return refused(notAWorkbook);
  if (found.bytes === 0) return refused("Choose a file that is not empty");
  const source = createReadStream(path);
  const parser = parse({
    delimiter: separatorOf(found.firstLine),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
  });
  const text = Readable.from(decoded(source, found.encoding));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  const close = () => {
    source.destroy();
    parser.destroy();
  };
  try {
    const rows = rowsOf(parser);
    const headings = (await rows.next()).value?.cells;
    const first = (await rows.next()).value;
    if (headings && first) {
      return {
        ok: true,
        headings,
        rows: after(first, rows),
        bytesRead: () => source.bytesRead,
        close,
      };
    }
    close();
    return refused(
      headings
        ? "Add the cases: the file has a first line and no more"
        : "Choose a file that is not empty",
    );
  } catch (error) {
    close();
    if (error instanceof UnreadableFile) return refused(error.message);
    throw error;
  }
}

async function* after<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
