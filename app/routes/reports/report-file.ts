/** The report of a cycle as it stands, as a file: not an edition, and it says so. */
import { readCycleReport } from "~/overviews/reports/cycle-report.server";
import { cycleReportOf } from "~/overviews/reports/cycle-report-blocks";
import { guarded, notFound } from "~/server/guard.server";
import { readGradesIn } from "~/server/reading.server";
import { reportFileAnswer } from "~/server/report-files.server";
import { cycleFromUrl } from "~/server/report-subjects.server";
import { listProvisionalAudits } from "~db/reports/reports.server";

export const loader = guarded("reports.read-cycle", cycleFromUrl, async (guard) => {
  const { db, subject, actor, may, now, today } = guard;
  if (subject.state !== "closed") {
    if (!may("reports.write-narrative")) throw notFound();
    await readGradesIn(guard, "report", await listProvisionalAudits(db, subject.id));
  }
  const report = cycleReportOf(await readCycleReport(db, subject, actor, { now, today }));
  return reportFileAnswer(guard, report, { made: now, published: false });
});
