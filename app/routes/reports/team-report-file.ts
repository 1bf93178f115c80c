/** A team's report of a closed cycle as a file. */
import { readTeamReport } from "~/overviews/reports/team-report.server";
import { teamReportOf } from "~/overviews/reports/team-report-blocks";
import { guarded } from "~/server/guard.server";
import { reportFileAnswer } from "~/server/report-files.server";
import { teamReportFromUrl } from "~/server/report-subjects.server";

export const loader = guarded("reports.read-team", teamReportFromUrl, async (guard) => {
  const { db, subject, now, today } = guard;
  const report = teamReportOf(await readTeamReport(db, subject.cycle, subject.team, today));
  return reportFileAnswer(guard, report, { made: now, published: false });
});
