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
      const cut = (base || "Table").slice(0, longest - end.length).replace(/[' ]+$/, "");
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

function dressColumns(
  sheet: Worksheet,
  headers: readonly string[],
  rows: readonly Written[][],
  columns: readonly ValueColumn[],
) {
  const sample = rows.slice(0, 200);
  columns.forEach(({ kind }, at) => {
    const longestText = Math.max(...sample.map((row) => String(row[at] ?? "").length));
    const column = sheet.getColumn(at + 1);
    const header = headers[at]?.length ?? 0;
    column.width =
      kind === "text"
        ? Math.min(70, Math.max(14, header + 2, longestText + 2))
        : Math.min(24, Math.max(14, header + 2));
    column.font = fonts.text;
    column.alignment = {
      wrapText: true,
      vertical: "top",
      horizontal: kind === "text" ? "left" : "right",
    };
    if (kind === "date") column.numFmt = "yyyy-mm-dd";
  });
}

function opening(sheet: Worksheet, { table }: Sheet): void {
  const count = table.rows.length;
  const lines = [
    table.caption,
    `One table of ${counted(count, "row")}. The sheet Notes says what marks in brackets mean.`,
  ];
  lines.forEach((line, at) => {
    const cell = sheet.getCell(at + 1, 1);
    cell.value = line;
    cell.font = at === 0 ? fonts.title : fonts.text;
    cell.alignment = { wrapText: false, horizontal: "left" };
  });
}

export function addTableSheet(book: Workbook, one: Sheet, options: FileOptions): void {
  const { table } = one;
  const sheet = book.addWorksheet(one.name, pageOf(options));
  const headers = headersOf(table.columns);
  const rows = rowsOf(table);
  dressColumns(sheet, headers, rows, table.columns);
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
