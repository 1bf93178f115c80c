/**
 * Owns a date while it is being typed: three boxes as one text, whether or not it is a date yet.
 * Practice: what is half typed is kept as it stands and comes back as it was typed.
 */
import { isDate } from "./dates";

export type DateParts = { day: string; month: string; year: string };

const escaped = (part: string): string => part.replace(/[%-]/g, (c) => (c === "%" ? "%25" : "%2D"));
const unescaped = (part: string): string => part.replace(/%2D/g, "-").replace(/%25/g, "%");

/** A whole date as YYYY-MM-DD; anything else as year-month-day in the words typed; "" when empty. */
export function joinDate({ day, month, year }: DateParts): string {
  const parts = [year.trim(), month.trim(), day.trim()];
  if (parts.every((part) => part === "")) return "";
  const whole = [parts[0], parts[1]?.padStart(2, "0"), parts[2]?.padStart(2, "0")].join("-");
  return isDate(whole) ? whole : parts.map(escaped).join("-");
}

/** The three boxes of a stored date, whole or not. */
export function splitDate(stored: string): DateParts {
  const [year = "", month = "", day = ""] = stored.split("-").map(unescaped);
  if (!isDate(stored)) return { day, month, year };
  return { day: String(Number(day)), month: String(Number(month)), year };
}
