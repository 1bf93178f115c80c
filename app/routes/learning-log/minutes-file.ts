/** Minutes of a meeting about the learning log, as a file. */
import { guarded } from "~/server/guard.server";
import { minutesFromUrl } from "~/server/learning-subjects.server";
import { reportFileAnswer } from "~/server/report-files.server";

export const loader = guarded("learning-log.read-meeting", minutesFromUrl, async (guard) =>
  reportFileAnswer(guard, guard.subject.report, { made: guard.now, published: false }),
);
