/**
 * Owns an auditor's year: what was expected of them less the times they were exempt, and how much came
 * back in time.
 * Practice: the rate is of what was expected, with its counts; where more came back it is no rate.
 */
import { dateInLondon, lastDayOf } from "../core/dates";
import { counted } from "../core/words";
import { exemptShare, type Time } from "../exercises/expected";
import { type Figure, figureOf } from "./figure";
import { figureInWords } from "./figure-words";

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
