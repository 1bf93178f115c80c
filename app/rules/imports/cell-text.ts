/**
 * Owns what the cell of a spreadsheet says: tidy text, days counted by Excel, dates as people type.
 * Practice: an Excel error is an empty cell; a date in words or figures is read day first.
 */
import { addDays, dateInLondon, isDate } from "../core/dates";
import { unseen } from "../core/folding";

/** One cell as read. `number` is there where the cell holds one, whatever it looks like. */
export type Cell = { text: string; number?: number };

/** What Windows-1252 has between 0x80 and 0x9f, where Unicode has characters that nobody writes. */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Text with the apostrophes and dashes of Windows-1252, however it was decoded before. */
export const fromWindows = (text: string): string =>
  text.replace(/[\u0080-\u009f]/g, (char) => windows[char.charCodeAt(0) - 0x80] ?? char);

const entities: Record<string, string> = { amp: "&", apos: "'", quot: '"', nbsp: " ", "#39": "'" };

/** Web pages that were exported leave these. */
const withoutEntities = (text: string): string =>
  text.includes("&")
    ? text.replace(
        /&(amp|apos|quot|nbsp|#39|#0*39);/gi,
        (whole, name: string) => entities[name.toLowerCase().replace(/^#0+/, "#")] ?? whole,
      )
    : text;

/**
 * Without blanks around it, doubled blanks, characters nobody sees, and the formula by which
 * exports keep the zeros of a number: ="00123" is 00123.
 */
export const tidy = (text: string): string =>
  withoutEntities(fromWindows(text))
    .normalize("NFKC")
    .replace(unseen, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^="(.*)"$/, "$1")
    .replace(/^=(?=[\dA-Z]+$)/i, "");

/** A coded value without its letter: "b) Female" is "Female". */
export const withoutCode = (text: string): string =>
  text.replace(/^[a-z]{1,2} ?[).:–—-] ?(?=\S)/i, "");

const excelError = /^#(n\/a|ref!|value!|name\?|div\/0!|null!|num!|spill!|calc!|getting_data)/i;

/** Whether a cell shows an Excel error in place of a value. */
export const isExcelError = (text: string): boolean => excelError.test(text);

const lastSerial = 2_958_465;

/**
 * The date of a day that Excel counts, YYYY-MM-DD; null when Excel has no such day. Files from old
 * Macs count from 1904. The other count holds 29 February 1900, which never was.
 */
export function dateOfSerial(serial: number, from1904: boolean): string | null {
  const day = Math.floor(serial);
  const key = from1904 ? -day - 1 : day;
  const known = met.get(key);
  if (known !== undefined) return known;
  if (met.size > 50_000) met.clear();
  const date = worked(day, from1904);
  met.set(key, date);
  return date;
}

/** A file has a date a cell and few days: each is worked out once. */
const met = new Map<number, string | null>();

function worked(day: number, from1904: boolean): string | null {
  if (!(day >= 0) || day > lastSerial - (from1904 ? 1462 : 0)) return null;
  if (from1904) return addDays("1904-01-01", day);
  if (day === 0) return null;
  return addDays("1899-12-30", day < 60 ? day + 1 : day);
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const twoDigits = (text: string) => text.padStart(2, "0");

/** "24" is 2024 and "99" is 1999: nothing here lies more than two years ahead. */
function fullYear(text: string, today: string): string {
  if (text.length === 4) return text;
  const limit = (Number(today.slice(0, 4)) + 2) % 100;
  return Number(text) <= limit ? `20${text}` : `19${text}`;
}

/**
 * A date typed by a person as YYYY-MM-DD: "5/4/24", "05-Apr-2024", "5th April 2024", "2024-04-05",
 * each with or without a weekday before it and a time behind it. Null when it is no date.
 */
export function readTypedDate(
  text: string,
  today: string,
  order: "day" | "month" = "day",
): string | null {
  // With a zone it is an instant: midnight of a British summer is 23:00 of the day before.
  const instant = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)$/i.exec(
    text,
  );
  if (instant) {
    const at = new Date(text.replace(" ", "T").replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
    return Number.isNaN(at.getTime()) ? null : dateInLondon(at);
  }
  const bare = text
    .replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i, "")
    .replace(/[‐-―−]/g, "-")
    .replace(/(?:t| |, )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?$/i, "");
  const figures = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$/.exec(bare);
  if (figures) {
    const [, first = "", second = "", year = ""] = figures;
    const [day, month] = order === "day" ? [first, second] : [second, first];
    return checked(fullYear(year, today), month, day);
  }
  const iso = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(bare);
  if (iso) {
    const [, year = "", month = "", day = ""] = iso;
    return checked(year, month, day);
  }
  // As some systems export.
  const digits = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(bare);
  if (digits) {
    const [, year = "", month = "", day = ""] = digits;
    return checked(year, month, day);
  }
  const american = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(bare);
  if (american) return readTypedDate(`${american[2]} ${american[1]} ${american[3]}`, today);
  const words =
    /^(\d{1,2})(?:st|nd|rd|th)?(?: of )?[ /.-]?([a-z]{3,9})\.?,?[ /.-]?(\d{4}|\d{2})$/i.exec(bare);
  if (!words) return null;
  const [, day = "", name = "", year = ""] = words;
  const month = months.findIndex((start) => name.toLowerCase().startsWith(start)) + 1;
  return month === 0 ? null : checked(fullYear(year, today), String(month), day);
}

/** A typed date, or the number of a day as Excel shows it where a date is not marked as one. */
export function readDay(
  text: string,
  today: string,
  order: "day" | "month" = "day",
): string | null {
  const typed = readTypedDate(text, today, order);
  return typed === null && /^\d{5}(\.\d+)?$/.test(text) ? dateOfSerial(Number(text), false) : typed;
}

function checked(year: string, month: string, day: string): string | null {
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}`;
  return isDate(date) ? date : null;
}
