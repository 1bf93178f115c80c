/** Owns the days of the feed's calendar: whole years, from the first exercise to the next year. */
import { addDays, isWorkingDay } from "../core/dates";
import type { FeedRow } from "./feed-shapes";

function dayOf(date: string): FeedRow {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const from = month < 4 ? year - 1 : year;
  return {
    Date: date,
    Year: year,
    Quarter: Math.ceil(month / 3),
    Month: month,
    YearMonth: date.slice(0, 7),
    FinancialYear: `${from}/${String((from + 1) % 100).padStart(2, "0")}`,
    IsWorkingDay: isWorkingDay(date),
  };
}

/** Never more than a century, whatever year someone typed. */
export function calendarRows(firstYear: number, lastYear: number): FeedRow[] {
  const rows: FeedRow[] = [];
  const first = Math.max(firstYear, lastYear - 100);
  for (let date = `${first}-01-01`; date <= `${lastYear}-12-31`; date = addDays(date, 1))
    rows.push(dayOf(date));
  return rows;
}
