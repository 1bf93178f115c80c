/** The learning log as a workbook. */
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { guarded, noRecord } from "~/server/guard.server";
import { reportFileAnswer } from "~/server/report-files.server";
import { readLogRows } from "./log-file.server";

export const loader = guarded("learning-log.read", noRecord, async (guard) => {
  const { columns, rows } = await readLogRows(guard);
  const { today, now } = guard;
  const report = {
    title: `Learning log, ${formatDate(today)}`,
    caption: "Actions",
    lead: `${counted(rows.length, "action")}, as at ${formatDate(today)}.`,
    standing: "final",
    about: [["As at", formatDate(today)]],
    blocks: [{ kind: "table", name: "actions", caption: "Actions", columns, rows }],
    data: null,
  } as const;
  const params = { file: "report.xlsx" };
  return reportFileAnswer({ ...guard, params }, report, { made: now, published: false });
});
