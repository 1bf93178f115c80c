/** Owns what may be asked of the report of a period: its kind, and a month that lies in it. */
import { isMonth } from "~/rules/core/dates";
import {
  type PeriodKind,
  periodBeside,
  periodKinds,
  periodOf,
  type ReportPeriod,
} from "~/rules/reports/periods";

/** What a URL asks for; what it leaves out or can't mean is the last one that was over on `today` (YYYY-MM-DD). */
export function readReportPeriod(query: URLSearchParams, today: string): ReportPeriod {
  const kind = query.get("kind") ?? "quarter";
  const month = query.get("month") ?? "";
  const known = (periodKinds as readonly string[]).includes(kind)
    ? (kind as PeriodKind)
    : "quarter";
  const usable = isMonth(month) && month >= "1990-01" && month <= "2100-12";
  return usable ? periodOf(known, month) : periodBeside(periodOf(known, today.slice(0, 7)), -1);
}
