/**
 * Owns reading a CSV file: bytes to rows of cells with their line numbers.
 * Practice: UTF-8 with or without a mark, else Windows-1252, as spreadsheets save it; comma,
 * semicolon or tab; a workbook or a broken quote is refused in words.
 */
import { parse } from "csv-parse";

export const largestFile = 20 * 1024 * 1024;

export type CsvRow = { line: number; cells: string[] };
export type Csv = { ok: true; headings: string[]; rows: CsvRow[] } | { ok: false; problem: string };

const refused = (problem: string): Csv => ({ ok: false, problem });

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const first = text.slice(0, 10_000).split(/\r?\n|\r/, 1)[0] ?? "";
  const count = (separator: string) => first.split(separator).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** Reads a file whose first line holds the headings; empty lines are passed over but counted. */
export async function readCsv(file: Blob): Promise<Csv> {
  if (file.size > largestFile) return refused("Choose a file of 20 MB or less");
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length === 0) return refused("Choose a file that is not empty");
  const isWorkbook = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isWorkbook || bytes.includes(0)) {
    return refused("Choose a CSV file: save a workbook as “CSV UTF-8” first");
  }
  const text = decode(bytes);
  const parser = parse(text, {
    delimiter: separatorOf(text),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 100_000,
  });
  const rows: CsvRow[] = [];
  try {
    for await (const { record, info } of parser) {
      const cells: string[] = record;
      if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: info.lines, cells });
    }
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    return refused(
      `Check the quotation marks${line ? ` near line ${line}` : ""}: the file can’t be read from there on`,
    );
  }
  const headings = rows.shift()?.cells;
  if (!headings) return refused("Choose a file that is not empty");
  if (rows.length === 0) return refused("Add the cases: the file has a first line and no more");
  return { ok: true, headings, rows };
}
