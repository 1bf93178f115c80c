/**
 * Owns the periods that boards are reported to by: a month, a quarter, a year from April to March.
 */
import { formatMonth } from "../core/dates";

export const periodKinds = ["month", "quarter", "year"] as const;
export type PeriodKind = (typeof periodKinds)[number];

export const periodKindNames: Record<PeriodKind, string> = {
  month: "Month",
  quarter: "Quarter",
  year: "Year",
};

/** `from` and `to` are months (YYYY-MM), both included. */
export type ReportPeriod = { kind: PeriodKind; from: string; to: string; name: string };

const lengths: Record<PeriodKind, number> = { month: 1, quarter: 3, year: 12 };

/** Years and quarters begin in April. */
const yearBegins = 4;

const asMonth = (months: number): string =>
  `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;

const inMonths = (month: string): number => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return 12 * year + number - 1;
};

/** The period of a kind that a month (YYYY-MM) lies in. */
export function periodOf(kind: PeriodKind, month: string): ReportPeriod {
  const length = lengths[kind];
  const since = inMonths(month) - (yearBegins - 1);
  const start = inMonths(month) - (since % length);
  const [from, to] = [asMonth(start), asMonth(start + length - 1)];
  const name =
    kind === "month"
      ? formatMonth(from)
      : kind === "quarter"
        ? `${formatMonth(from)} to ${formatMonth(to)}`
        : `Year from ${formatMonth(from)} to ${formatMonth(to)}`;
  return { kind, from, to, name };
}

/** The period of the same kind so many before (negative) or after. */
export const periodBeside = ({ kind, from }: ReportPeriod, by: number): ReportPeriod =>
  periodOf(kind, asMonth(inMonths(from) + by * lengths[kind]));
