/** The brief for leaders as a file. */
import { readBrief } from "~/overviews/reports/brief.server";
import { guarded, noRecord } from "~/server/guard.server";
import { reportFileAnswer } from "~/server/report-files.server";

export const loader = guarded("brief.read", noRecord, async (guard) => {
  const { db, actor, today, now } = guard;
  const report = await readBrief(db, actor, today);
  return reportFileAnswer(guard, report, { made: now, published: false });
});
