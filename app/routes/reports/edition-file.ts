/** A published report as a file. */
import { guarded } from "~/server/guard.server";
import { reportFileAnswer } from "~/server/report-files.server";
import { editionFromUrl } from "~/server/report-subjects.server";

export const loader = guarded("reports.read-editions", editionFromUrl, (guard) => {
  const { report, audience, publishedAt } = guard.subject;
  return reportFileAnswer(guard, report, {
    made: new Date(publishedAt),
    published: audience === "publication",
  });
});
