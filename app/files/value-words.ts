/**
 * Owns how values are written in spreadsheets and CSV.
 * Practice: the Government Analysis Function's shorthand, one mark for each reason that there is no
 * number; a percentage that rounds to 0 and is not 0 is low.
 */

import { isDate } from "~/rules/core/dates";
import type { Value, ValueTable } from "~/rules/reports/block-tables";
import type { Absent } from "~/rules/reports/blocks";

export const marks: Record<Absent | "low", string> = {
  hidden: "[c]",
  "not available": "[x]",
  "not applicable": "[z]",
  low: "[low]",
};

export const marksMean: Record<Absent | "low", string> = {
  hidden: "Hidden: the number is so small that it could point at a child or family.",
  "not available": "Not available: there is no number, or there are too few for a percentage.",
  "not applicable": "Not applicable: there is nothing that a number could be given of.",
  low: "The percentage rounds to 0 and is not 0.",
};

/** A value as it stands in a cell: a number stays one, and a date is one. */
export type Written = string | number | Date;

/** For each column, that of the count which it is the percentage of. */
function countColumns({ columns }: ValueTable): (number | undefined)[] {
  const places = new Map(columns.map(({ name }, at) => [name, at]));
  return columns.map(({ name }) =>
    name.endsWith("_percent") ? places.get(name.slice(0, -"_percent".length)) : undefined,
  );
}

function written(value: Value, isLow: boolean): Written {
  if (isLow) return marks.low;
  if (typeof value === "number") return value;
  if (typeof value === "string") return value === "" ? marks["not applicable"] : value;
  if ("absent" in value) return marks[value.absent];
  return isDate(value.date) ? new Date(`${value.date}T00:00:00Z`) : value.date;
}

/** The rows of a table as they are written: no cell is empty. */
export function* writtenRows(table: ValueTable): Generator<Written[]> {
  const counts = countColumns(table);
  for (const row of table.rows) {
    yield row.map((value, at) => {
      const count = counts[at] === undefined ? 0 : row[counts[at]];
      return written(value, value === 0 && typeof count === "number" && count > 0);
    });
  }
}
