/**
 * Owns what a cell for an age says, in whole years.
 * Practice: months and weeks count as the years they make; a child who is expected is unborn.
 */
import { saysNothing } from "./file-words";

/** Whether a text says that a child is not born yet. */
export const isExpecting = (text: string): boolean =>
  /\b(unborn|unb|u\/b|un-born|pre-?birth|antenatal|edd|expected|due)\b/i.test(text);

/** Whole years; "unborn"; null where the cell says nothing, undefined where it is no age. */
export function readYears(cell: string): number | "unborn" | null | undefined {
  const text = cell.toLowerCase().replace(/^(?:aged?|over|>=?) ?(?=\d)/, "");
  if (isExpecting(text)) return "unborn";
  // Counted from an expected date.
  if (/^-\d/.test(text)) return "unborn";
  if (/^0+(\.0+)?$/.test(text) || /^new ?-?born\b/.test(text)) return 0;
  if (saysNothing(text)) return null;
  if (/^(?:<|under|below|less than) ?(?:1|one)\b/.test(text)) return 0;
  // As doctors write it: 11/12 is eleven months, 6/52 six weeks.
  const part = /^(\d{1,2}) ?\/ ?(12|52|365)\b/.exec(text);
  if (part) return Math.floor(Number(part[1]) / Number(part[2]));
  const months = /^(\d{1,3})(?:\.\d+)? ?(?:m|mths?|mos?|months?)\b/.exec(text)?.[1];
  if (months !== undefined) return Math.floor(Number(months) / 12);
  if (/^\d{1,3} ?(?:w|wks?|weeks?|d|days?)\b/.test(text)) return 0;
  const years = /^(\d{1,3})(?:\.\d+)? ?(?:y|yrs?|years?)?(?: old)?(?:[\W\d].*)?$/.exec(text)?.[1];
  return years === undefined ? undefined : Number(years);
}
