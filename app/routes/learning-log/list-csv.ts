/** The learning log as CSV. */
import { guarded, noRecord } from "~/server/guard.server";
import { csvResponse } from "~/server/write-csv.server";
import { readLogRows } from "./log-file.server";

export const loader = guarded("learning-log.read", noRecord, async (guard) => {
  const { columns, rows } = await readLogRows(guard);
  const lines = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" ? cell : "on" in cell ? cell.on : "")),
  );
  return csvResponse(`learning-log-${guard.today}`, [
    columns.map(({ header }) => header),
    ...lines,
  ]);
});
