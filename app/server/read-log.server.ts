/**
 * Owns reading an earlier log: a CSV file or one sheet of a workbook to its headings and lines.
 * Practice: any headings will do, since someone says which column is what; of a workbook the sheet
 * counts whose headings are known best.
 */
import { titleRows } from "~/rules/caseload/annex-a-columns";
import { type Cell, dateOfSerial } from "~/rules/imports/cell-text";
import {
  guessColumns,
  type LogLine,
  mostLogColumns,
  mostLogLines,
} from "~/rules/learning-log/log-import";
import { openCsv } from "./read-csv.server";
import {
  kindOf,
  oldFormat,
  openWorkbook,
  type Sheet,
  type Workbook,
  whyNotByName,
  whyOldOffice,
} from "./read-workbook.server";
import { UnreadableFile } from "./unreadable.server";

export type LogFile =
  | { ok: true; headings: string[]; lines: LogLine[]; notes: string[] }
  | { ok: false; problem: string };

const refused = (problem: string): LogFile => ({ ok: false, problem });
const knownHeadings = (cells: readonly string[]): number => Object.keys(guessColumns(cells)).length;
const tooMany = `Split the file: at most ${mostLogLines.toLocaleString("en-GB")} lines are read at once`;
const short = (cells: readonly string[]) => cells.slice(0, mostLogColumns);
const isEmpty = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

/** Reads the file at `path`, which was sent as `name`. */
export async function readLogFile(path: string, name: string): Promise<LogFile> {
  try {
    const kind = await kindOf(path);
    if (kind === "old-office") return refused(await whyOldOffice(path));
    if (kind === "markup") return refused(oldFormat);
    if (kind === "other") return await readCsv(path);
    const why = whyNotByName(name);
    if (why) return refused(why);
    const book = await openWorkbook(path);
    try {
      return await readBook(book);
    } finally {
      book.close();
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return refused(error.message);
    throw error;
  }
}

async function readCsv(path: string): Promise<LogFile> {
  const csv = await openCsv(path, knownHeadings, () => true, "actions");
  if (!csv.ok) return csv;
  const lines: LogLine[] = [{ line: 1, cells: short(csv.headings) }];
  const notes = [...csv.notes];
  try {
    for await (const { line, cells, broken } of csv.rows) {
      if (broken) notes.push(`Line ${line} is left out. ${broken}`);
      // Titles may stand above the headings.
      else if (lines.length === mostLogLines + titleRows) return refused(tooMany);
      else lines.push({ line, cells: short(cells) });
    }
  } finally {
    csv.close();
  }
  return withHeadings(lines, notes.slice(0, 20));
}

/** The row that is known best among the first has the headings; where none is, the first of all. */
function withHeadings(all: readonly LogLine[], notes: string[]): LogFile {
  const known = all.slice(0, titleRows).map(({ cells }) => knownHeadings(cells));
  const at = Math.max(0, known.indexOf(Math.max(...known)));
  const lines = all.slice(at + 1).filter(({ cells }) => !isEmpty(cells));
  if (lines.length === 0) return refused("Add the actions: the file has a first line and no more");
  if (lines.length > mostLogLines) return refused(tooMany);
  return { ok: true, headings: [...(all[at]?.cells ?? [])], lines, notes };
}

const textOf = ({ text, number }: Cell, from1904: boolean): string =>
  // A date that is not marked as one stays a number; one that is was read as a date by then.
  number === undefined || /^\d{4}-\d\d-\d\d/.test(text)
    ? text.replace(/^(\d{4}-\d\d-\d\d)T.*$/, "$1")
    : number > 36_526 && number < 73_051 && Number.isInteger(number)
      ? (dateOfSerial(number, from1904) ?? text)
      : text;

/** How well the headings of a sheet are known: those of its best row among the first. */
async function knownOf(sheet: Sheet): Promise<number> {
  let best = 0;
  for await (const { line, cells } of sheet.rows()) {
    if (line > titleRows) break;
    best = Math.max(best, knownHeadings(Array.from(cells, (cell) => cell?.text ?? "")));
  }
  return best;
}

async function readBook(book: Workbook): Promise<LogFile> {
  const found: { sheet: Sheet; known: number }[] = [];
  for (const sheet of book.sheets)
    if (!sheet.hidden) found.push({ sheet, known: await knownOf(sheet) });
  const best = found.toSorted((a, b) => b.known - a.known)[0]?.sheet;
  if (!best) return refused("Choose a workbook with a sheet that is not hidden");
  const lines: LogLine[] = [];
  for await (const { line, cells } of best.rows()) {
    const texts = short(Array.from(cells, (cell) => (cell ? textOf(cell, book.from1904) : "")));
    if (isEmpty(texts)) continue;
    if (lines.length === mostLogLines + titleRows) return refused(tooMany);
    lines.push({ line, cells: texts });
  }
  const one = best.name.slice(0, 60);
  return withHeadings(lines, found.length > 1 ? [`Of the sheets, “${one}” was read`] : []);
}
