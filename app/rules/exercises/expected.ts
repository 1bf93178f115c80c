/**
 * Owns what is expected of an auditor over a year, less the times they are exempt, and how much came
 * back in time.
 * Practice: exemptions count by working days, so that a week off takes a week's share; the rate is of
 * what was expected, with its counts.
 */
import { addDays, dateInLondon, isWorkingDay, lastDayOf } from "../core/dates";
import { counted } from "../core/words";
import { type Figure, figureOf } from "../reports/figure";
import { figureInWords } from "../reports/figure-words";

/** A time, both days included, YYYY-MM-DD. */
export type Time = { from: string; to: string };

/** The share of the working days of a time that someone is exempt, 0 to 1. */
export function exemptShare(exempt: readonly Time[], { from, to }: Time): number {
  let [days, off] = [0, 0];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    days += 1;
    if (exempt.some((one) => one.from <= day && day <= one.to)) off += 1;
  }
  return days === 0 ? 0 : off / days;
}

/** What a cycle expects of someone less their exemptions; who is exempt all the time takes none. */
export function lessExempt(
  { expected, maximum }: { expected: number; maximum: number },
  exempt: readonly Time[],
  time: Time,
): { expected: number; maximum: number } {
  if (exempt.length === 0) return { expected, maximum };
  const share = exemptShare(exempt, time);
  return {
    expected: Math.round(expected * (1 - share)),
    maximum: share === 1 ? 0 : maximum,
  };
}

export type Given = {
  dueOn: string | null;
  /** UTC ISO instant. */
  submittedAt: string | null;
};

export type YearOfAuditor = {
  /** Over these months, before exemptions. */
  expected: number;
  /** How much fewer for them. */
  exempt: number;
  given: number;
  inTime: number;
  late: number;
  /** With them, and not late yet. */
  out: number;
  /** Of what was expected less exemptions; null where more came back than that. */
  rate: Figure | null;
};

/** "10 of 12 (83%)", or "14, where 12 were expected". */
export const returnedInWords = ({ rate, inTime, expected, exempt }: YearOfAuditor): string =>
  rate === null
    ? `${inTime}, where ${counted(expected - exempt, "was", "were")} expected`
    : figureInWords(rate);

/** `months` are those to be counted (YYYY-MM); `given` the audits of exercises of them. */
export function yearOfAuditor(
  months: readonly string[],
  perMonth: number,
  exempt: readonly Time[],
  given: readonly Given[],
  today: string,
): YearOfAuditor {
  const expected = months.length * perMonth;
  const left = months.reduce((sum, month) => {
    const time = { from: `${month}-01`, to: lastDayOf(month) };
    return sum + perMonth * (1 - (exempt.length === 0 ? 0 : exemptShare(exempt, time)));
  }, 0);
  const less = Math.round(left);
  const on = ({ submittedAt }: Given) =>
    submittedAt === null ? null : dateInLondon(new Date(submittedAt));
  const inTime = given.filter((one) => {
    const date = on(one);
    return date !== null && (one.dueOn === null || date <= one.dueOn);
  }).length;
  const late = given.filter((one) => one.dueOn !== null && (on(one) ?? today) > one.dueOn).length;
  return {
    expected,
    exempt: expected - less,
    given: given.length,
    inTime,
    late,
    out: given.length - inTime - late,
    rate: inTime > less ? null : figureOf("Returned in time", inTime, less),
  };
}
