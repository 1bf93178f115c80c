/**
 * Owns when things happen in the demonstration: nothing after the morning it opens on.
 */
import { addDays, addWorkingDays, instantInLondon, isWorkingDay } from "~/rules/core/dates";

/** The business clock starts here: 09:00 in London on Monday 15 April 2024. */
export const demonstrationStart = "2024-04-15T08:00:00.000Z";
export const demonstrationDay = "2024-04-15";

/** UTC ISO of a London time (HH:MM) on a date. */
export const at = (date: string, time: string): string => instantInLondon(date, time).toISOString();

/** A time of the working day, HH:MM, told apart by `n`. */
export function officeTime(n: number): string {
  const minutes = 9 * 60 + ((n * 47) % (8 * 60));
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** The date, or the next working day after it. */
export const workingDay = (date: string): string =>
  isWorkingDay(date) ? date : addWorkingDays(date, 1);

/** A working day some calendar days later. */
export const workingDayAfter = (date: string, days: number): string =>
  workingDay(addDays(date, days));
