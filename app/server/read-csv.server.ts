/**
 * Owns reading a CSV file: a file on disk to rows of cells with their line numbers, as a stream.
 * Practice: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252, as spreadsheets save
 * it; comma, semicolon or tab; a broken quote is refused in words.
 */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { CsvError, type Parser, parse } from "csv-parse";
import { titleRows } from "~/rules/annex-a-columns";
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

type Sort = { encoding: string; firstLines: string[]; bytes: number };

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
  return { encoding, bytes, firstLines: text.split(/\r?\n|\r/, titleRows) };
}

function decodes(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** The separator that one of the first lines has most of: a title may stand above the headings. */
function separatorOf(firstLines: readonly string[]): string {
  const count = (separator: string) =>
    Math.max(...firstLines.map((line) => line.split(separator).length));
  return [",", ";", "\t", "|"].reduce((best, next) => (count(next) > count(best) ? next : best));
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
    if (!(error instanceof CsvError)) throw error;
    const near = typeof error.lines === "number" ? ` near line ${error.lines}` : "";
    throw new UnreadableFile(
      `Check the quotation marks${near}: the file can’t be read from there on`,
    );
  }
}

/**
 * Opens a file of rows under headings: the first row that `isHeadings`, or the first of all. Empty
 * lines are passed over but counted.
 */
export async function openCsv(
  path: string,
  isHeadings: (cells: readonly string[]) => boolean,
): Promise<CsvFile> {
  const found = await sort(path);
  if (!found) return refused(notAWorkbook);
  if (found.bytes === 0) return refused("Choose a file that is not empty");
  const source = createReadStream(path);
  const parser = parse({
    delimiter: separatorOf(found.firstLines),
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
    const top: FileRow[] = [];
    let headings: string[] | undefined;
    while (!headings && top.length < titleRows) {
      const row = (await rows.next()).value;
      if (!row) break;
      if (isHeadings(row.cells)) headings = row.cells;
      top.push(row);
    }
    // Nothing like the columns: its first line is told what it lacks.
    const below = headings ? undefined : top[1];
    headings ??= top[0]?.cells;
    const first = (await rows.next()).value ?? below;
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
