/**
 * Makes a table of a report as CSV.
 * Practice: UTF-8 with a mark and Windows line ends, as spreadsheets expect; ISO dates; what a
 * spreadsheet would run as a formula has an apostrophe in front, while numbers stay numbers.
 */
import { stringify } from "csv-stringify/sync";
import type { ValueTable } from "~/rules/reports/block-tables";
import { writtenRows } from "./value-words";

const inCsv = (value: string | number | Date): string | number =>
  value instanceof Date ? value.toISOString().slice(0, 10) : value;

/** One line of names that stay, then a line for each row. */
export function csvOf(table: ValueTable): Buffer {
  const lines: (string | number)[][] = [table.columns.map(({ name }) => name)];
  for (const row of writtenRows(table)) lines.push(row.map(inCsv));
  return Buffer.from(
    stringify(lines, { escape_formulas: true, record_delimiter: "windows", bom: true }),
  );
}
