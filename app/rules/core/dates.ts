/**
 * Owns calendar dates, months and clock times in England, and how they are shown.
 * Practice: a date is text (YYYY-MM-DD) and means Europe/London whatever zone the computer is
 * in; an instant is a Date; working days leave out weekends and the bank holidays of England.
 */
import { bankHolidays } from "./bank-holidays";

const dayInMs = 86_400_000;
const monthNames = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

const londonClock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

const inLondon = (instant: Date): { date: string; time: string } => {
  const part: Record<string, string> = {};
  for (const { type, value } of londonClock.formatToParts(instant)) part[type] = value;
  return {
    date: `${part.year?.padStart(4, "0")}-${part.month}-${part.day}`,
    time: `${part.hour}:${part.minute}`,
  };
};

const midnightUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const toDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Whether `text` is YYYY-MM-DD and on the calendar (30 February is not). */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = midnightUtc(text);
  return !Number.isNaN(ms) && toDate(ms) === text;
}

/** Whether `text` is YYYY-MM with a month from 01 to 12. */
export const isMonth = (text: string): boolean => isDate(`${text}-01`);

/** Milliseconds at midnight UTC, which only ever serves for counting days. Throws on a bad date. */
function checkedMidnight(date: string): number {
  if (!isDate(date)) throw new RangeError(`Not a date: ${date}`);
  return midnightUtc(date);
}

/** The date it is in London at an instant. */
export const dateInLondon = (instant: Date): string => inLondon(instant).date;

/** The date of what was kept as an instant, or as a date already. */
export const dateOf = (since: string): string =>
  since.length > 10 ? dateInLondon(new Date(since)) : since;

/** The time it is in London at an instant, HH:MM on the 24-hour clock. */
export const timeInLondon = (instant: Date): string => inLondon(instant).time;

/**
 * The instant at which London's clocks show `time` (HH:MM) on `date`. When the clocks go back and
 * show it twice, the first; when they go forward and skip it, as long after the skip as it is
 * into it (01:30 becomes 02:30). Throws a RangeError for a bad date or time.
 */
export function instantInLondon(date: string, time: string): Date {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`Not a time: ${time}`);
  checkedMidnight(date);
  const asIfUtc = Date.parse(`${date}T${time}:00Z`);
  const offsetAt = (ms: number) => {
    const clock = inLondon(new Date(ms));
    return Date.parse(`${clock.date}T${clock.time}:00Z`) - ms;
  };
  const before = offsetAt(asIfUtc - dayInMs);
  const after = offsetAt(asIfUtc + dayInMs);
  const shows = [before, after].find((offset) => offsetAt(asIfUtc - offset) === offset);
  return new Date(asIfUtc - (shows ?? before));
}

/** The date `days` after (before, if negative). */
export const addDays = (date: string, days: number): string =>
  toDate(checkedMidnight(date) + days * dayInMs);

/** The same day `months` later (earlier, if negative), or the last day of a shorter month. */
export function addMonths(date: string, months: number): string {
  const start = new Date(checkedMidnight(date));
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
  const last = lastDayOf(monthOf(toDate(first.getTime())));
  const day = Math.min(start.getUTCDate(), Number(last.slice(8)));
  return `${monthOf(last)}-${String(day).padStart(2, "0")}`;
}

/** Whole days from one date to another: negative when `to` is the earlier one. */
export const daysBetween = (from: string, to: string): number =>
  (checkedMidnight(to) - checkedMidnight(from)) / dayInMs;

/** The later of two dates, or of two months. */
export const laterDate = (a: string, b: string): string => (a > b ? a : b);

/** The month (YYYY-MM) of a date. */
export const monthOf = (date: string): string => date.slice(0, 7);

/** The last date of a month (YYYY-MM). Throws a RangeError for a bad month. */
export function lastDayOf(month: string): string {
  const first = new Date(checkedMidnight(`${month}-01`));
  return toDate(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
}

/** Monday to Friday, and not a bank holiday of England. */
export function isWorkingDay(date: string): boolean {
  const weekday = new Date(checkedMidnight(date)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !bankHolidays.has(date);
}

/** The `days`th working day after a date (before it, if negative); the date itself for 0. */
export function addWorkingDays(date: string, days: number): string {
  if (!Number.isInteger(days)) throw new RangeError("Working days are counted in whole days");
  const step = Math.sign(days);
  let result = date;
  for (let left = Math.abs(days); left > 0; ) {
    result = addDays(result, step);
    if (isWorkingDay(result)) left -= 1;
  }
  return result;
}

/** How many working days after `from` a date is: what `addWorkingDays` takes to get there. */
export function workingDaysBetween(from: string, to: string): number {
  let days = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at)) days += 1;
  return days;
}

/** "2024-04" as "April 2024". */
export function formatMonth(month: string): string {
  const first = new Date(checkedMidnight(`${month}-01`));
  return `${monthNames[first.getUTCMonth()]} ${first.getUTCFullYear()}`;
}

/** "2024-04-05" as "5 April 2024". */
export const formatDate = (date: string): string =>
  `${new Date(checkedMidnight(date)).getUTCDate()} ${formatMonth(monthOf(date))}`;

/** The London time of an instant as "2:05pm", "2pm", "midday" or "midnight". */
export function formatTime(instant: Date): string {
  const time = timeInLondon(instant);
  if (time === "00:00") return "midnight";
  if (time === "12:00") return "midday";
  const hour = Number(time.slice(0, 2));
  const minutes = time.endsWith(":00") ? "" : time.slice(2);
  return `${hour % 12 || 12}${minutes}${hour < 12 ? "am" : "pm"}`;
}

/** An instant as "5 April 2024 at 2:05pm", London time. */
export const formatInstant = (instant: Date): string =>
  `${formatDate(dateInLondon(instant))} at ${formatTime(instant)}`;

/** How far off a due date is: "due in 3 days", "due tomorrow", "due today", "2 days overdue". */
export function dueInWords(due: string, today: string): string {
  const days = daysBetween(today, due);
  if (days === 0) return "due today";
  if (days === 1) return "due tomorrow";
  if (days > 0) return `due in ${days} days`;
  return days === -1 ? "1 day overdue" : `${-days} days overdue`;
}
