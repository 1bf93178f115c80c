/**
 * Owns reading a caseload in the columns of the template, from a CSV file or from a workbook.
 * Practice: the same content reads the same from either; in a workbook one sheet has the columns,
 * whatever the others hold.
 */
import { listByHeadings, oneListOnly, titleRows } from "~/rules/caseload/annex-a-columns";
import { type MatchedColumns, matchColumns, understands } from "~/rules/caseload/columns";
import { readRow } from "~/rules/caseload/import";
import { whyNotCaseload } from "~/rules/caseload/which-list";
import { type Cell, dateOfSerial, tidy } from "~/rules/imports/cell-text";
import {
  type DateEvidence,
  noEvidence,
  readsBothWays,
  takeEvidence,
} from "~/rules/imports/date-order";
import { spills, unkept, whySpilled } from "~/rules/imports/file-rows";
import type { CaseloadCount, CaseloadRow, OpenedCaseload } from "./caseload-file.server";
import { type FileRow, openCsv } from "./read-csv.server";
import type { Sheet, Workbook } from "./read-workbook.server";
import type { SheetRow } from "./workbook-sheet.server";

/** Titles and notes may stand above the row with the headings. */
const knownHeadings = (texts: readonly string[]): number => texts.filter(understands).length;
const isHeadings = (texts: readonly string[]): boolean => knownHeadings(texts) >= 3;

const noCount = (): CaseloadCount => ({ list: null, rows: 0, ended: 0, merged: 0, bad: 0 });
const ignoredOf = (columns: MatchedColumns) =>
  columns.ignored.map((heading) => ({ list: null, heading }));

type Reading = { columns: MatchedColumns; today: string; count: CaseloadCount; width: number };

async function* readRows(
  lines: AsyncIterable<FileRow>,
  { columns, today, count, width }: Reading,
  evidence: DateEvidence,
): AsyncGenerator<CaseloadRow> {
  const dates = dateColumns(columns);
  for await (const { line, cells, broken } of lines) {
    // Exports made by page repeat the headings.
    if (isHeadings(cells)) continue;
    count.rows += 1;
    const why = broken ?? (spills(cells, width) ? whySpilled(cells.length, width) : null);
    if (why) {
      count.bad += 1;
      yield { list: null, line, row: unkept(why) };
      continue;
    }
    const row = readRow(cells, columns, today);
    if (!row.ok) count.bad += 1;
    const turns = dates.map((at) => takeEvidence(evidence, tidy(cells[at] ?? ""), `line ${line}`));
    const other = turns.includes(true) && readsBothWays(evidence);
    yield {
      ...{ list: null, line, row },
      ...(other ? { other: readRow(cells, columns, today, "month") } : {}),
    };
  }
}

const dateColumns = (columns: MatchedColumns): number[] =>
  (["openedOn", "closedOn"] as const).flatMap((field) => columns.at[field] ?? []);

/** How many columns have a heading or stand before one that has. */
const headed = (headings: readonly string[]): number =>
  headings.findLastIndex((heading) => heading.trim() !== "") + 1;

/** Opens a CSV file of `size` bytes. */
export async function openCsvCaseload(
  path: string,
  size: number,
  today: string,
): Promise<OpenedCaseload> {
  const csv = await openCsv(
    path,
    knownHeadings,
    (cells) => isHeadings(cells) || whyNotCaseload(cells) !== null,
  );
  if (!csv.ok) return csv;
  const elsewhere = whyNotCaseload(csv.headings);
  if (elsewhere) {
    csv.close();
    return { ok: false, problem: elsewhere };
  }
  const header = matchColumns(csv.headings);
  if (!header.ok) {
    csv.close();
    const list = listByHeadings(csv.headings.map((text) => ({ text })));
    return list === null ? header : { ok: false, problem: oneListOnly(list) };
  }
  const count = noCount();
  const evidence = noEvidence();
  return {
    ok: true,
    kind: "csv",
    ignored: ignoredOf(header.columns),
    rows: readRows(
      csv.rows,
      { columns: header.columns, today, count, width: headed(csv.headings) },
      evidence,
    ),
    dates: () => evidence,
    notes: csv.notes,
    counts: () => [count],
    progress: () => Math.min(1, csv.bytesRead() / size),
    close: csv.close,
  };
}

const neither =
  "Add Lists 6, 7, 8 and 9 of Annex A to the workbook, or use the columns of the template: it has neither";

/** Opens the one sheet of a workbook that has the columns of the template. */
export async function openWorkbookCaseload(book: Workbook, today: string): Promise<OpenedCaseload> {
  const found: { sheet: Sheet; headingLine: number; columns: MatchedColumns }[] = [];
  let problem = neither;
  for (const sheet of book.sheets) {
    const headings = await headingsOf(sheet);
    if (!headings) continue;
    const texts = textsOf(headings.cells);
    const header = matchColumns(texts);
    const elsewhere = whyNotCaseload(texts);
    if (header.ok) found.push({ sheet, headingLine: headings.line, columns: header.columns });
    else if (elsewhere && problem === neither) problem = elsewhere;
    else if (isHeadings(texts)) problem = header.problem;
  }
  // A sheet that is hidden counts only where none that is shown has the columns.
  const inSight = found.filter(({ sheet }) => !sheet.hidden);
  const [only, second] = inSight.length > 0 ? inSight : found;
  if (!only) return { ok: false, problem };
  if (second) {
    return { ok: false, problem: "Keep the cases on one sheet: the workbook has them on two" };
  }
  const { sheet, headingLine, columns } = only;
  const lines = linesBelow(sheet, headingLine, columns, book.from1904);
  const first = (await lines.next()).value;
  if (!first) {
    return { ok: false, problem: "Add the cases: the sheet has a first line and no more" };
  }
  await lines.return(undefined);
  const count = noCount();
  const evidence = noEvidence();
  const before = book.unpacked();
  const all = linesBelow(sheet, headingLine, columns, book.from1904);
  return {
    ok: true,
    kind: "workbook",
    ignored: ignoredOf(columns),
    rows: readRows(all, { columns, today, count, width: Number.POSITIVE_INFINITY }, evidence),
    dates: () => evidence,
    notes: [],
    counts: () => [count],
    progress: () => Math.min(1, (book.unpacked() - before) / Math.max(1, sheet.size)),
    close: book.close,
  };
}

async function headingsOf(sheet: Sheet) {
  let first: SheetRow | null = null;
  for await (const row of sheet.rows()) {
    if (row.line > titleRows) break;
    if (isHeadings(textsOf(row.cells))) return row;
    first ??= row;
  }
  return first;
}

/** Every cell as text: rows are sparse where cells are empty. */
const textsOf = (cells: readonly Cell[]): string[] => cells.map(({ text }) => text);

async function* linesBelow(
  sheet: Sheet,
  headingLine: number,
  columns: MatchedColumns,
  from1904: boolean,
): AsyncGenerator<FileRow, undefined> {
  const dates = dateColumns(columns);
  for await (const { line, cells } of sheet.rows(new Set(Object.values(columns.at)))) {
    if (line <= headingLine) continue;
    const texts = textsOf(cells);
    for (const index of dates) {
      const number = cells[index]?.number;
      const date = number === undefined ? null : dateOfSerial(number, from1904);
      if (date) texts[index] = date;
    }
    yield { line, cells: texts };
  }
}
