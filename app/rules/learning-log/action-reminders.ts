/**
 * Owns when the owner of an action is reminded of its date, and when their manager is told.
 * Practice: so many days before, moved to the working day before where that is a day off; weekly once
 * it is overdue; after two weeks one step up, once. A moved date begins anew.
 */
import { addDays, daysBetween, isWorkingDay } from "../core/dates";
import type { Reminder } from "./reminders";

export type ActionReminderSettings = {
  /** Days before the date. */
  daysBefore: readonly number[];
  /** Days between reminders once it is overdue. */
  againDays: number;
  /** Days after the date at which the owner's manager is told; 0 for never. */
  escalateAfterDays: number;
};

export const usualActionReminders: ActionReminderSettings = {
  daysBefore: [14, 7, 1],
  againDays: 7,
  escalateAfterDays: 14,
};

/** A reminder that could not be made on its day, as when the server was down, is made until then. */
const daysToCatchUp = 3;

/** "14, 7 and 1" as the numbers they are, the largest first; null for anything else. */
export function readDaysBefore(typed: string): number[] | null {
  const parts = typed.split(/[\s,;]+|and/).filter(Boolean);
  const days = parts.map(Number);
  const fits = days.every((n) => Number.isInteger(n) && n >= 1 && n <= 90);
  return parts.length <= 6 && fits ? [...new Set(days)].sort((a, b) => b - a) : null;
}

/** The last working day that is not after a date. */
function workingDayUpTo(date: string): string {
  let day = date;
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return day;
}

/** The last date that is reminded of today. */
export const actionsRemindedUpTo = (
  today: string,
  { daysBefore }: ActionReminderSettings,
): string =>
  // A day off before it may bring a reminder forward by as much as Easter.
  addDays(today, Math.max(0, ...daysBefore) + 5);

/** Which reminder of an action's date falls on today, if any. Both are YYYY-MM-DD in London. */
export function actionReminderOf(
  due: string,
  today: string,
  { daysBefore, againDays }: ActionReminderSettings,
): Reminder | null {
  if (!isWorkingDay(today)) return null;
  if (due < today) {
    const nth = Math.floor((daysBetween(due, today) - 1) / Math.max(1, againDays));
    return { when: "overdue", key: `${due}:after-${nth}` };
  }
  const reached = daysBefore
    .map((days) => ({ days, on: workingDayUpTo(addDays(due, -days)) }))
    .filter(({ on }) => on <= today)
    .sort((a, b) => a.days - b.days)[0];
  if (!reached || due === today || daysBetween(reached.on, today) > daysToCatchUp) return null;
  return { when: "due-soon", key: `${due}:before-${reached.days}` };
}

/** Whether the manager of its owner is told by today. */
export const isEscalated = (
  due: string,
  today: string,
  { escalateAfterDays }: ActionReminderSettings,
): boolean =>
  escalateAfterDays > 0 && isWorkingDay(today) && daysBetween(due, today) >= escalateAfterDays;
