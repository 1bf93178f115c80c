/**
 * Makes a table of a report as CSV.
 * Practice: UTF-8 with a mark and Windows line ends, as spreadsheets expect; ISO dates; what a
 * spreadsheet would run as a formula has an apostrophe in front, while numbers stay numbers.
 */
import { stringify } from "csv-stringify/sync";
import type { ValueTable } from "~/rules/reports/block-tables";
import { type Written, writtenRows } from "./value-words";

function inCsv(value: Written): string | number {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  // The library knows all other signs that begin a formula.
  return typeof value === "string" && value.startsWith("\n") ? `'${value}` : value;
}

/** One line of names that stay, then a line for each row. */
export function csvOf(table: ValueTable): Buffer {
  const lines: (string | number)[][] = [table.columns.map(({ name }) => name)];
  for (const row of writtenRows(table)) lines.push(row.map(inCsv));
  return Buffer.from(
    stringify(lines, { escape_formulas: true, record_delimiter: "windows", bom: true }),
  );
}
