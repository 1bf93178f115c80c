/** What a meeting looks at in the learning log, as a file. */
import { readMeeting } from "~/overviews/learning-log/meeting.server";
import { guarded } from "~/server/guard.server";
import { logMeetingFromUrl } from "~/server/learning-subjects.server";
import { reportFileAnswer } from "~/server/report-files.server";

export const loader = guarded("learning-log.read-meeting", logMeetingFromUrl, async (guard) => {
  const { db, subject, today, now } = guard;
  const report = await readMeeting(db, subject.meeting, today);
  return reportFileAnswer(guard, report, { made: now, published: false });
});
