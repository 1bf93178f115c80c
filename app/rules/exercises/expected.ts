/**
 * Owns how much less is expected of an auditor for the times they are exempt.
 * Practice: exemptions count by working days, so that a week off takes a week's share.
 */
import { addDays, isWorkingDay } from "../core/dates";

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
