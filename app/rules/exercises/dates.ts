/**
 * Owns what is offered for a new exercise while nobody says otherwise: its month, title and dates.
 * Practice: due dates are working days and leave time for the work; two working weeks lie between
 * audits, moderation and the teams' responses.
 */
import {
  addDays,
  addMonths,
  addWorkingDays,
  formatMonth,
  lastDayOf,
  laterDate,
  monthOf,
  workingDaysBetween,
} from "../core/dates";

/** How many working days whoever audits or reviews gets at the least, three weeks and two. */
const leastToAudit = 15;
const leastToReview = 10;
const between = 10;

export const lastWorkingDayOf = (month: string): string =>
  addWorkingDays(addDays(lastDayOf(month), 1), -1);

/** This month while it leaves `least` working days from today, else the next; YYYY-MM. */
function monthWithRoom(month: string, today: string, least: number): string {
  const enough = lastWorkingDayOf(month) >= addWorkingDays(today, least);
  return enough ? month : monthOf(addMonths(`${month}-01`, 1));
}

/** Core cycles run every two months: two after the last one, or as soon as there is time for one. */
export function suggestMonth(last: string | undefined, today: string): string {
  const due = last ? monthOf(addMonths(`${last}-01`, 2)) : monthOf(today);
  return monthWithRoom(laterDate(due, monthOf(today)), today, leastToAudit);
}

/** "May 2024 core cycle": what a core cycle is called when nobody names it. */
export const suggestTitle = (month: string): string => `${formatMonth(month)} core cycle`;

/** When the work of a cycle is due, in working days; as the last cycle had it. */
export type CyclePattern = {
  /** From the first day of its month. */
  audits: number;
  /** From when audits are due, and from then to the responses. */
  moderation: number;
  responses: number;
};

/** How the dates of a cycle lie in its month; null where one of them was not kept. */
export function patternOf(
  cycle: { [date in keyof CycleDates]: string | null } & { month: string },
): CyclePattern | null {
  const { month, auditsDueOn, moderationDueOn, responsesDueOn } = cycle;
  if (!auditsDueOn || !moderationDueOn || !responsesDueOn) return null;
  return {
    audits: workingDaysBetween(beforeMonth(month), auditsDueOn),
    moderation: workingDaysBetween(auditsDueOn, moderationDueOn),
    responses: workingDaysBetween(moderationDueOn, responsesDueOn),
  };
}

/** A pattern as a form carries it: "29,15,14". */
export const patternInForm = ({ audits, moderation, responses }: CyclePattern): string =>
  [audits, moderation, responses].join(",");

/** The pattern that a form carries; null where it is none. */
export function readPattern(carried: string | undefined): CyclePattern | null {
  if (!/^\d{1,3},\d{1,3},\d{1,3}$/.test(carried ?? "")) return null;
  const [audits = 0, moderation = 0, responses = 0] = (carried ?? "").split(",").map(Number);
  return { audits, moderation, responses };
}

const beforeMonth = (month: string): string => addDays(`${month}-01`, -1);

/** The dates of the last cycle for another month, audits no sooner than there is time for them. */
export function patternDates(month: string, today: string, pattern: CyclePattern): CycleDates {
  const soonest = addWorkingDays(today, leastToAudit);
  const auditsDueOn = laterDate(addWorkingDays(beforeMonth(month), pattern.audits), soonest);
  const moderationDueOn = addWorkingDays(auditsDueOn, pattern.moderation);
  const responsesDueOn = addWorkingDays(moderationDueOn, pattern.responses);
  return { auditsDueOn, moderationDueOn, responsesDueOn };
}

export type CycleDates = { auditsDueOn: string; moderationDueOn: string; responsesDueOn: string };

/**
 * Due dates for a cycle of this month (YYYY-MM) where they are not given: audits by its last working
 * day, or later where that leaves no time; moderation follows audits and responses moderation.
 */
export function suggestDates(
  month: string,
  today: string,
  given: { [date in keyof CycleDates]?: string | null } = {},
): CycleDates {
  const soonest = addWorkingDays(today, leastToAudit);
  const auditsDueOn = given.auditsDueOn ?? laterDate(lastWorkingDayOf(month), soonest);
  const moderationDueOn = given.moderationDueOn ?? addWorkingDays(auditsDueOn, between);
  const responsesDueOn = given.responsesDueOn ?? addWorkingDays(moderationDueOn, between);
  return { auditsDueOn, moderationDueOn, responsesDueOn };
}

/** The month of a new dip sample or thematic audit, and the last working day of it to be done by. */
export function suggestSample(today: string): { month: string; auditsDueOn: string } {
  const month = monthWithRoom(monthOf(today), today, leastToReview);
  return { month, auditsDueOn: lastWorkingDayOf(month) };
}

/**
 * A plan whose title and dates follow its month: what was offered for month `offered` (YYYY-MM) and
 * left as it was is offered anew for the month that was chosen instead.
 */
export function followMonth<P extends { month: string; title: string } & CycleDates>(
  plan: P,
  offered: string,
  today: string,
  pattern: CyclePattern | null = null,
): P {
  const [was, is] = [offered, plan.month].map((month) => ({
    title: suggestTitle(month),
    ...(pattern ? patternDates(month, today, pattern) : suggestDates(month, today)),
  })) as [Omit<P, "month">, Omit<P, "month">];
  const kept = (name: keyof CycleDates | "title") =>
    plan[name] === was[name] ? is[name] : plan[name];
  const auditsDueOn = kept("auditsDueOn");
  /** A date that followed and would come too early is set as if it was left empty. */
  const notBefore = (name: keyof CycleDates, earliest: string, usual: string) => {
    const date = kept(name);
    return plan[name] === was[name] && date < earliest ? usual : date;
  };
  const moderationDueOn = notBefore(
    "moderationDueOn",
    auditsDueOn,
    addWorkingDays(auditsDueOn, between),
  );
  const responsesDueOn = notBefore(
    "responsesDueOn",
    moderationDueOn,
    addWorkingDays(moderationDueOn, between),
  );
  return { ...plan, title: kept("title"), auditsDueOn, moderationDueOn, responsesDueOn };
}
