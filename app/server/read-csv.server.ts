/**
 * Owns reading a CSV file: a file on disk to rows of cells with their line numbers, as a stream.
 * Practice: whatever it is written in (csv-text.server.ts); comma, semicolon or tab. A quotation mark
 * inside a cell is read as it stands; a row in which it can't be told is refused, and the whole file
 * only where a quote runs on over lines.
 */

import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { CsvError, type Parser, parse } from "csv-parse";
import { titleRows } from "~/rules/caseload/annex-a-columns";
import { andList, plural } from "~/rules/core/words";
import { oddQuotes, quotesOf } from "~/rules/imports/file-rows";
import { decodedText, sortText, type TextFile } from "./csv-text.server";
import { UnreadableFile } from "./unreadable.server";
import { notAWorkbook } from "./workbook-archive.server";

export type FileRow = {
  line: number;
  cells: string[];
  /** Why none of its cells can be trusted. */
  broken?: string;
};

export type CsvFile =
  | {
      ok: true;
      headings: string[];
      /** What there is to know of how the file was read, in words. */
      notes: string[];
      /** Read once. Throws `UnreadableFile` where the quotation marks break. */
      rows: AsyncIterable<FileRow>;
      bytesRead(): number;
      close(): void;
    }
  | { ok: false; problem: string };

const refused = (problem: string): CsvFile => ({ ok: false, problem });

/**
 * The separator by which one of the first lines has the most headings that are known; where none
 * is, the one that a line has most of. A title above the headings does not decide.
 */
function separatorOf(
  firstLines: readonly string[],
  knownHeadings: (cells: readonly string[]) => number,
): string {
  const most = (count: (cells: string[]) => number, separator: string) =>
    Math.max(0, ...firstLines.map((line) => count(line.split(separator).map(unquoted))));
  const scored = [",", ";", "\t", "|"].map((separator) => ({
    separator,
    known: most(knownHeadings, separator),
    cells: most((cells) => cells.length, separator),
  }));
  return scored.reduce((best, next) =>
    next.known > best.known || (next.known === best.known && next.cells > best.cells) ? next : best,
  ).separator;
}

const unquoted = (cell: string): string => cell.trim().replace(/^"(.*)"$/, "$1");

async function* rowsOf(parser: Parser, separator: string): AsyncGenerator<FileRow, undefined> {
  try {
    for await (const { record, info, raw } of parser) {
      const cells: string[] = record;
      if (!cells.some((cell) => cell.trim() !== "")) continue;
      const text: string = raw.replace(/^[\r\n]+|[\r\n]+$/g, "");
      const clear = !text.includes('"') || quotesOf(text, separator) === "literal";
      // What runs on over lines may hold rows of its own.
      if (!clear && /[\r\n]/.test(text)) throw broken(info.lines);
      yield { line: info.lines, cells, ...(clear ? {} : { broken: oddQuotes }) };
    }
  } catch (error) {
    throw error instanceof CsvError ? broken(error.lines) : error;
  }
}

const broken = (line: unknown) =>
  new UnreadableFile(
    `Check the quotation marks${typeof line === "number" ? ` near line ${line}` : ""}: the file can’t be read from there on`,
  );

function oddLines({ encoding, odd }: TextFile): string[] {
  if (encoding !== "mixed") return [];
  const more = odd.count - odd.lines.length;
  const list = [
    ...odd.lines.map(String),
    ...(more > 0 ? [`${more.toLocaleString("en-GB")} more`] : []),
  ];
  const lines = andList(list);
  return [
    `Check the names on ${plural(odd.count, "line", "lines")} ${lines}: the file was put together from two encodings, and ${plural(odd.count, "this line is", "these lines are")} read as Windows-1252, the others as UTF-8`,
  ];
}

/**
 * Opens a file of rows under headings: the first row that `isHeadings`, or the first of all. Empty
 * lines are left out but counted.
 */
export async function openCsv(
  path: string,
  knownHeadings: (cells: readonly string[]) => number,
  isHeadings: (cells: readonly string[]) => boolean,
  what = "cases",
): Promise<CsvFile> {
  const found = await sortText(path).catch((error) => {
    if (error instanceof UnreadableFile) return error;
    throw error;
  });
  if (found instanceof UnreadableFile) return refused(found.message);
  if (!found) return refused(notAWorkbook);
  if (found.bytes === 0) return refused("Choose a file that is not empty");
  const source = createReadStream(path);
  const separator = separatorOf(found.firstLines, knownHeadings);
  const parser = parse({
    delimiter: separator,
    bom: true,
    info: true,
    raw: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
  });
  const text = Readable.from(decodedText(source, found.encoding));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  const close = () => {
    source.destroy();
    parser.destroy();
  };
  try {
    const rows = rowsOf(parser, separator);
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
        notes: oddLines(found),
        rows: after(first, rows),
        bytesRead: () => source.bytesRead,
        close,
      };
    }
    close();
    return refused(
      headings
        ? `Add the ${what}: the file has a first line and no more`
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
