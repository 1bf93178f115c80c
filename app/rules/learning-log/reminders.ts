/**
 * Owns when people are reminded of a date: before it, on it, and after it until it is met.
 * Practice: a few working days ahead, on the day, on the first working day after, then every few
 * working days; never on a day off. A moved date begins anew.
 */
import { addDays, addWorkingDays, isWorkingDay } from "../core/dates";

export type ReminderSettings = {
  /** Working days ahead; 0 for no reminder before the day. */
  beforeDays: number;
  /** Working days between reminders once it is overdue. */
  againDays: number;
};

export type Reminder = {
  when: "due-soon" | "due-today" | "overdue";
  /** The same for as long as it is the same reminder, so that it is sent once. */
  key: string;
};

/** The last date that is reminded of today: a list needs to look no further. */
export const remindedUpTo = (today: string, { beforeDays }: ReminderSettings): string =>
  addWorkingDays(today, beforeDays);

/** Working days after `from` up to and including `to`. */
function workingDaysAfter(from: string, to: string): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}

/** Which reminder of a date falls on today, if any. Both are YYYY-MM-DD in London. */
export function reminderOf(
  due: string,
  today: string,
  settings: ReminderSettings,
): Reminder | null {
  if (!isWorkingDay(today)) return null;
  if (due === today) return { when: "due-today", key: `${due}:day` };
  if (due > today) {
    const soon = settings.beforeDays > 0 && due <= remindedUpTo(today, settings);
    return soon ? { when: "due-soon", key: `${due}:before` } : null;
  }
  const late = workingDaysAfter(due, today);
  const nth = Math.floor((late - 1) / Math.max(1, settings.againDays));
  return { when: "overdue", key: `${due}:after-${nth}` };
}

/** Reminders are made within these London hours, so that no telephone rings at night. */
export const isReminderHour = (time: string): boolean => time >= "07:00" && time < "19:00";
