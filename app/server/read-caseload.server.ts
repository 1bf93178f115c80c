/**
 * Owns opening a caseload file on disk, whatever its kind, as a stream of rows as read.
 * Practice: what can be refused is refused before the first row; memory stays bounded by the
 * number of children, not by the size of the file; nothing but the verdict on a row leaves here.
 */
import { stat } from "node:fs/promises";
import { type MatchedColumns, matchColumns } from "~/rules/caseload-columns";
import { type ReadRow, readRow } from "~/rules/caseload-import";
import { type FileRow, openCsv } from "./read-csv.server";

/** Bytes; the same for every kind of file. */
export const largestFile = 20 * 1024 * 1024;

/** `list` is "List 6" and so on in an Annex A workbook, else null; `line` as a spreadsheet counts. */
export type CaseloadRow = { list: string | null; line: number; row: ReadRow };

/** What one list gave, counted as rows are read. */
export type CaseloadCount = {
  list: string | null;
  /** Rows that hold anything, headings apart. */
  rows: number;
  /** Rows of involvement that is over. */
  ended: number;
  /** Rows that went into another row of the same child. */
  merged: number;
  bad: number;
};

export type CaseloadFile = {
  ok: true;
  kind: "csv" | "workbook" | "annex-a";
  /** Headings that were not understood; their cells are not read. */
  ignored: { list: string | null; heading: string }[];
  /** Read once, to the end, or else call `close`. Throws `UnreadableFile`, its message for people. */
  rows: AsyncIterable<CaseloadRow>;
  counts(): CaseloadCount[];
  /** How much of the file has been read, from 0 to 1. */
  progress(): number;
  close(): void;
};

export type OpenedCaseload = CaseloadFile | { ok: false; problem: string };

const refused = (problem: string): OpenedCaseload => ({ ok: false, problem });

/**
 * Opens the file at `path`, uploaded as `fileName`. `today` is the date in London, by which dates
 * in the future and ages are judged.
 */
export async function openCaseloadFile(
  path: string,
  fileName: string,
  today: string,
): Promise<OpenedCaseload> {
  const { size } = await stat(path);
  if (size > largestFile) return refused("Choose a file of 20 MB or less");
  if (size === 0) return refused("Choose a file that is not empty");
  if (/\.xls[a-z]?$/i.test(fileName)) {
    return refused("Choose a CSV file: save a workbook as “CSV UTF-8” first");
  }
  return openCsvCaseload(path, size, today);
}

async function openCsvCaseload(path: string, size: number, today: string): Promise<OpenedCaseload> {
  const csv = await openCsv(path);
  if (!csv.ok) return csv;
  const header = matchColumns(csv.headings);
  if (!header.ok) {
    csv.close();
    return header;
  }
  const count: CaseloadCount = { list: null, rows: 0, ended: 0, merged: 0, bad: 0 };
  return {
    ok: true,
    kind: "csv",
    ignored: header.columns.ignored.map((heading) => ({ list: null, heading })),
    rows: readRows(csv.rows, header.columns, today, count),
    counts: () => [count],
    progress: () => Math.min(1, csv.bytesRead() / size),
    close: csv.close,
  };
}

async function* readRows(
  lines: AsyncIterable<FileRow>,
  columns: MatchedColumns,
  today: string,
  count: CaseloadCount,
): AsyncGenerator<CaseloadRow> {
  for await (const { line, cells } of lines) {
    const row = readRow(cells, columns, today);
    count.rows += 1;
    if (!row.ok) count.bad += 1;
    yield { list: null, line, row };
  }
}
