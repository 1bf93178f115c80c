/**
 * Owns the year of a programme: which twelve months it has and what it is called.
 * Practice: a council plans by the calendar year or from April to March; a year is named by the
 * calendar year that it starts in.
 */
import { addMonths, monthOf } from "../core/dates";

export const yearStarts = ["1", "4"] as const;
/** The month that a year starts with: January or April. */
export type YearStart = 1 | 4;

export const yearStartNames: Record<(typeof yearStarts)[number], string> = {
  "1": "January to December",
  "4": "April to March",
};

export const asYearStart = (month: number): YearStart => (month === 1 ? 1 : 4);

const two = (n: number): string => String(n).padStart(2, "0");

/** The year that a month (YYYY-MM) lies in, by the calendar year that it starts in. */
export function yearOf(month: string, start: YearStart): string {
  const year = Number(month.slice(0, 4));
  return String(Number(month.slice(5)) >= start ? year : year - 1);
}

/** The months after one another, YYYY-MM, so many. */
export const monthsFrom = (month: string, many: number): string[] =>
  Array.from({ length: many }, (_, at) => monthOf(addMonths(`${month}-01`, at)));

/** The twelve months of a year, YYYY-MM. */
export const monthsOf = (year: string, start: YearStart): string[] =>
  monthsFrom(`${year}-${two(start)}`, 12);

/** "2024", or "2023–24" where it starts in April. */
export const yearName = (year: string, start: YearStart): string =>
  start === 1 ? year : `${year}–${two((Number(year) + 1) % 100)}`;
