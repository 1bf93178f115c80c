/**
 * The first sheet of a workbook: what it is, whose, and when it was made, one line a row.
 */
import type { Workbook } from "exceljs";
import { formatInstant } from "~/rules/core/dates";
import type { Report } from "~/rules/reports/blocks";
import { fitRow, fonts, pageOf } from "./excel-sheets.server";
import { type FileOptions, markingOf } from "./options";

/** In letters. */
const width = 100;

export function coverSheet(book: Workbook, report: Report, options: FileOptions): void {
  const sheet = book.addWorksheet("Cover", pageOf(options));
  sheet.getColumn(1).width = width;
  const lines = [
    report.title,
    `${report.caption}, ${options.council}`,
    report.lead,
    ...(report.standing === "provisional" ? ["Provisional: its figures may still change."] : []),
    ...report.about.map(([name, value]) => `${name}: ${value}`),
    `Made: ${formatInstant(options.made)}`,
    ...(markingOf(options) ? [`Protective marking: ${markingOf(options)}`] : []),
    "The sheet Contents lists every table, and the sheet Notes says what the marks in them mean.",
  ];
  lines.forEach((line, at) => {
    const cell = sheet.getCell(at + 1, 1);
    cell.value = line;
    cell.font = at === 0 ? fonts.title : fonts.text;
    cell.alignment = { wrapText: true, vertical: "top" };
    sheet.getRow(at + 1).height = at === 0 ? 24 : 18;
    fitRow(sheet, at + 1, [line], [at === 0 ? width / 1.5 : width]);
  });
}
