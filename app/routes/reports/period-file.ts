/** The report of a period as a file. */
import { readReportPeriod } from "~/forms/periods";
import { readPeriodReport } from "~/overviews/reports/period-report.server";
import { guarded, noRecord } from "~/server/guard.server";
import { reportFileAnswer } from "~/server/report-files.server";

export const loader = guarded("reports.read-period", noRecord, async (guard) => {
  const { db, request, today, now } = guard;
  const period = readReportPeriod(new URL(request.url).searchParams, today);
  const report = await readPeriodReport(db, period, { today });
  return reportFileAnswer(guard, report, { made: now, published: false });
});
