/** The briefing of a feedback session as a file: as it was sent, or as it reads now. */
import { readBriefing } from "~/overviews/feedback-sessions/briefing.server";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { guarded } from "~/server/guard.server";
import { reportFileAnswer } from "~/server/report-files.server";

export const loader = guarded("feedback-sessions.read", sessionFromUrl, async (guard) => {
  const { db, subject, today, now } = guard;
  const report = subject.briefing ?? (await readBriefing(db, subject, today)).report;
  const made = subject.sharedAt === null ? now : new Date(subject.sharedAt);
  return reportFileAnswer(guard, report, { made, published: false });
});
