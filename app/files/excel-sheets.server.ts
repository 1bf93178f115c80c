/**
 * The sheets of a workbook: a title, a line on what is there, and a marked-up table under them.
 */
import type { AddWorksheetOptions, Workbook, Worksheet } from "exceljs";
import { counted } from "~/rules/core/words";
import type { ValueColumn, ValueTable } from "~/rules/reports/block-tables";
import { type FileOptions, markingOf } from "./options";
import { marks, type Written, writtenRows } from "./value-words";

export type Sheet = {
  name: string;
  table: ValueTable;
  /** The first cell of each row leads to the sheet that it names. */
  links?: boolean;
};

const name = "Arial";
export const fonts = {
  title: { name, size: 16, bold: true },
  text: { name, size: 12 },
  header: { name, size: 12, bold: true },
  link: { name, size: 12, underline: true, color: { argb: "FF1D70B8" } },
} as const;

const inCode = (text: string): string => text.replaceAll("&", "&&");

/** How a sheet is printed. */
export const pageOf = (options: FileOptions): Partial<AddWorksheetOptions> => ({
  pageSetup: { paperSize: 9, orientation: "landscape", fitToPage: true, fitToHeight: 0 },
  headerFooter: {
    oddHeader: `&L${inCode(options.council)}&R&B${inCode(markingOf(options))}`,
    oddFooter: "&L&A&RPage &P of &N",
  },
});

/** What a program allows no sheet to be called by. */
const forbidden = /[\\/?*[\]:]/g;
const longest = 31;

/** The first words of a text that fit, or as much of the first as does. */
function cutAt(text: string, letters: number): string {
  if (text.length <= letters) return text;
  const space = text.lastIndexOf(" ", letters);
  return text.slice(0, space > letters / 2 ? space : letters).replace(/[', ]+$/, "");
}

/** A name for each sheet from what it holds: short enough, and each once. */
export function sheetNamesOf(captions: readonly string[]): string[] {
  const taken = new Set(["cover", "contents", "notes", "history"]);
  return captions.map((caption) => {
    const base = caption
      .replace(forbidden, " ")
      .replace(/\s+/g, " ")
      .replace(/^[' ]+|[' ]+$/g, "");
    for (let at = 1; ; at += 1) {
      const end = at === 1 ? "" : ` ${at}`;
      const cut = cutAt(base || "Table", longest - end.length);
      const found = `${cut}${end}`;
      if (taken.has(found.toLowerCase())) continue;
      taken.add(found.toLowerCase());
      return found;
    }
  });
}

/** Header cells of one table each say something else. */
function headersOf(columns: readonly ValueColumn[]): string[] {
  const taken = new Set<string>();
  return columns.map(({ header, name: plain }) => {
    const found = taken.has(header.toLowerCase()) ? `${header} (${plain})` : header;
    taken.add(found.toLowerCase());
    return found;
  });
}

const headerRow = 3;

/** A table of no row at all is none to a spreadsheet. */
const rowsOf = (table: ValueTable): Written[][] =>
  table.rows.length > 0
    ? [...writtenRows(table)]
    : [table.columns.map(() => marks["not applicable"])];

/** In letters. */
const widest = { text: 56, header: 14 };

const longestOf = (rows: readonly Written[][], at: number): number =>
  rows.reduce((longest, row) => Math.max(longest, String(row[at] ?? "").length), 0);

function widthOf(header: string, { kind }: ValueColumn, longestText: number): number {
  const word = Math.max(...header.split(" ").map(({ length }) => length));
  const forHeader = Math.max(word, Math.min(header.length, widest.header)) * 1.15 + 2;
  return kind === "text"
    ? Math.max(forHeader, Math.min(longestText * 1.15 + 4, widest.text))
    : forHeader;
}

/** Widths are judged by so many rows. */
const sampled = 500;

function dressColumns(
  sheet: Worksheet,
  headers: readonly string[],
  rows: readonly Written[][],
  columns: readonly ValueColumn[],
): number[] {
  const sample = rows.slice(0, sampled);
  return columns.map((one, at) => {
    const column = sheet.getColumn(at + 1);
    column.width = widthOf(headers[at] ?? "", one, longestOf(sample, at));
    column.font = fonts.text;
    column.alignment = {
      wrapText: true,
      vertical: "top",
      horizontal: one.kind === "text" ? "left" : "right",
      indent: at > 0 ? 1 : 0,
    };
    if (one.kind === "date") column.numFmt = "yyyy-mm-dd";
    return column.width;
  });
}

const lineHeight = 16;

/** In how many lines a text stands in a column. */
const linesOf = (text: unknown, width: number): number =>
  typeof text === "string"
    ? text
        .split("\n")
        .reduce((all, line) => all + Math.max(1, Math.ceil((line.length * 1.1) / (width - 3))), 0)
    : 1;

/** Not every program works out by itself how high a row of wrapped lines is. */
export function fitRow(
  sheet: Worksheet,
  row: number,
  texts: readonly unknown[],
  widths: readonly number[],
): void {
  const most = Math.max(...texts.map((text, at) => linesOf(text, widths[at] ?? widest.text)));
  if (most > 1) sheet.getRow(row).height = most * lineHeight + 2;
}

const sizeOf = ({ rows }: ValueTable): string =>
  rows.length > 0
    ? `One table of ${counted(rows.length, "row")}.`
    : `One table that has no rows yet: ${marks["not applicable"]} stands in for one.`;

function opening(sheet: Worksheet, { table }: Sheet): void {
  const lines = [
    table.caption,
    `${sizeOf(table)} The sheet Notes says what marks in brackets mean.`,
  ];
  lines.forEach((line, at) => {
    const cell = sheet.getCell(at + 1, 1);
    cell.value = line;
    cell.font = at === 0 ? fonts.title : fonts.text;
    cell.alignment = { wrapText: false, horizontal: "left" };
  });
  sheet.getRow(1).height = 24;
}

export function addTableSheet(book: Workbook, one: Sheet, options: FileOptions): void {
  const { table } = one;
  const sheet = book.addWorksheet(one.name, pageOf(options));
  const headers = headersOf(table.columns);
  const rows = rowsOf(table);
  const widths = dressColumns(sheet, headers, rows, table.columns);
  opening(sheet, one);
  sheet.addTable({
    name: `table_${book.worksheets.length}_${table.name}`,
    ref: `A${headerRow}`,
    headerRow: true,
    style: { theme: "TableStyleLight1", showRowStripes: false },
    columns: headers.map((header) => ({ name: header, filterButton: false })),
    rows,
  });
  sheet.getRow(headerRow).font = fonts.header;
  fitRow(sheet, headerRow, headers, widths);
  rows.forEach((row, at) => {
    fitRow(sheet, headerRow + 1 + at, row, widths);
  });
  sheet.pageSetup.printTitlesRow = `${headerRow}:${headerRow}`;
  if (one.links) linkTo(sheet, rows);
}

function linkTo(sheet: Worksheet, rows: readonly Written[][]): void {
  rows.forEach(([first], at) => {
    const cell = sheet.getCell(headerRow + 1 + at, 1);
    const text = String(first);
    cell.value = { text, hyperlink: `#'${text.replaceAll("'", "''")}'!A1` };
    cell.font = fonts.link;
  });
}
