/**
 * Makes a report a workbook.
 * Practice: the Government Analysis Function's Releasing statistics in spreadsheets: a cover, contents
 * and notes, then one marked-up table a sheet from column A, with no merged and no empty cell.
 */
import ExcelJS from "exceljs";
import { tablesOf, valueTableOf } from "~/rules/reports/block-tables";
import type { Report } from "~/rules/reports/blocks";
import { coverSheet } from "./excel-cover.server";
import { notesTable } from "./excel-notes";
import { addTableSheet, type Sheet, sheetNamesOf } from "./excel-sheets.server";
import { keyFiguresOf } from "./key-figures";
import { type FileOptions, language, markingOf } from "./options";

/** A workbook of 100,000 rows takes almost a gigabyte to make; CSV takes none to speak of. */
const mostRows = 20_000;

const isTooLong = ({ data }: Report): boolean => data !== null && data.rows.length > mostRows;

/** Every table of a report with its sheet's name, the rows for programs last. */
function sheetsOf(report: Report): Sheet[] {
  const tables = [...keyFiguresOf(report), ...tablesOf(report.blocks).map(valueTableOf)];
  const all = report.data && !isTooLong(report) ? [...tables, valueTableOf(report.data)] : tables;
  const names = sheetNamesOf(all.map(({ caption }) => caption));
  return all.map((table, at) => ({ name: names[at] ?? table.name, table }));
}

function contentsOf(sheets: readonly Sheet[]): Sheet {
  return {
    name: "Contents",
    table: {
      name: "contents",
      caption: "Contents",
      columns: [
        { name: "sheet", header: "Sheet", kind: "text" },
        { name: "content", header: "What is in it", kind: "text" },
        { name: "rows", header: "Rows", kind: "number" },
      ],
      rows: sheets.map(({ name, table }) => [name, table.caption, table.rows.length]),
    },
    links: true,
  };
}

export async function excelOf(report: Report, options: FileOptions): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  Object.assign(book, {
    title: report.title,
    subject: report.caption,
    creator: options.council,
    lastModifiedBy: options.council,
    category: markingOf(options),
    created: options.made,
    modified: options.made,
    language,
  });
  const notes: Sheet = { name: "Notes", table: notesTable(report, isTooLong(report)) };
  const tables = sheetsOf(report);
  coverSheet(book, report, options);
  for (const sheet of [contentsOf([notes, ...tables]), notes, ...tables]) {
    addTableSheet(book, sheet, options);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
