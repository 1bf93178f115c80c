/** What a practice week came to as a file: as it was signed off, or as it reads now for its lead. */
import { readWeekSummary } from "~/overviews/observations/week-summary.server";
import { guarded, notFound } from "~/server/guard.server";
import { weekFromUrl } from "~/server/practice-week-subjects.server";
import { reportFileAnswer } from "~/server/report-files.server";

export const loader = guarded("practice-weeks.read", weekFromUrl, async (guard) => {
  const { db, subject, now, may } = guard;
  if (!subject.summary && !may("practice-weeks.run")) throw notFound();
  const report = subject.summary ?? (await readWeekSummary(db, subject)).report;
  const made = subject.closedAt === null ? now : new Date(subject.closedAt);
  return reportFileAnswer(guard, report, { made, published: false });
});
