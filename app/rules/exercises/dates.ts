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
): P {
  const [was, is] = [offered, plan.month].map((month) => ({
    title: suggestTitle(month),
    ...suggestDates(month, today),
  })) as [Omit<P, "month">, Omit<P, "month">];
  const kept = (name: keyof CycleDates | "title") =>
    plan[name] === was[name] ? is[name] : plan[name];
  return {
    ...plan,
    title: kept("title"),
    auditsDueOn: kept("auditsDueOn"),
    moderationDueOn: kept("moderationDueOn"),
    responsesDueOn: kept("responsesDueOn"),
  };
}
