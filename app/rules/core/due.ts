/**
 * Owns how a due date is said: a day, or the end of a month where only a month was given.
 */
import { formatDate, formatMonth, monthOf } from "./dates";

/** Due on a day, or by the end of a month: then the date is the month's last. */
export type DuePrecision = "day" | "month";

type Due = { dueOn: string | null; duePrecision: DuePrecision };

/** "5 April 2024", "the end of February 2024", or "no due date": to stand after "by", "from" or "to". */
export function dueDateInWords(due: Due): string {
  if (due.dueOn === null) return "no due date";
  return due.duePrecision === "month"
    ? `the end of ${formatMonth(monthOf(due.dueOn))}`
    : formatDate(due.dueOn);
}

/** The same to stand by itself: "5 April 2024", "By the end of February 2024", or "No date". */
export function dueByInWords(due: Due): string {
  if (due.dueOn === null) return "No date";
  return due.duePrecision === "month" ? `By ${dueDateInWords(due)}` : dueDateInWords(due);
}
