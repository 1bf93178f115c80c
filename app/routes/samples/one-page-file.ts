/** The report of a thematic audit or a dip sample on one page, as a file. */
import { readOnePage } from "~/overviews/samples/one-page.server";
import { guarded } from "~/server/guard.server";
import { reportFileAnswer } from "~/server/report-files.server";
import { onePageFromUrl } from "~/server/sample-subjects.server";

export const loader = guarded("exercises.read-report", onePageFromUrl, async (guard) => {
  const { db, subject, now, today } = guard;
  const report = await readOnePage(db, subject, today);
  return reportFileAnswer(guard, report, { made: now, published: false });
});
