/**
 * Owns the words that case systems and people write in a cell in place of a value: nothing, nobody,
 * still open. One table for every kind of file.
 * Practice: a cell without a letter or a figure other than 0 says nothing; a post that stands
 * empty is nobody, whatever it is called after; a year that no case can have is no date.
 */
import { isExcelError, tidy } from "./cell-text";

/** What councils write where there is nothing to write, compared without punctuation and case. */
export const nothingWords = [
  ...["n a", "na", "none", "null", "nil", "nan", "blank", "empty", "undefined", "missing"],
  ...["u k", "unk", "n k", "nk", "not stated", "not available", "not entered", "no entry"],
  ...["tbc", "tba", "to be confirmed", "to be advised", "unknown", "not known", "not recorded"],
  ...["not applicable", "no data", "no value", "none recorded", "none allocated"],
  ...["unallocated", "not allocated", "awaiting allocation", "to be allocated", "vacant"],
  ...["unassigned", "not assigned", "not yet allocated"],
] as const;

/** Words that make a name nobody's, wherever they stand in it. */
export const emptyPostWords = [
  ...["unallocated", "unassigned", "vacant", "vacancy", "tbc", "tba"],
] as const;

/** Words that are nobody's name where the cell says nothing but these and the plain ones below. */
export const nobodyWords = [
  ...["duty", "nobody", "none", "null", "nil", "unknown", "awaiting", "pending", "no", "not", "to"],
] as const;
const plainWords = [
  ...["worker", "workers", "social", "sw", "case", "caseworker", "team", "teams", "tray", "desk"],
  ...[
    "inbox",
    "rota",
    "queue",
    "post",
    "posts",
    "role",
    "be",
    "confirmed",
    "allocated",
    "assigned",
  ],
  ...["allocation", "assignment", "yet", "n", "a", "the", "and", "or", "officer", "manager", "of"],
  ...["senior", "practitioner", "recorded", "known", "applicable", "stated", "available", "named"],
  ...["currently", "system", "user", "advised", "appointed", "recruitment", "day", "out", "hours"],
] as const;

/** An end that has not come. */
export const openEndWords = [
  ...[
    "open",
    "ongoing",
    "on going",
    "current",
    "currently open",
    "still open",
    "active",
    "present",
  ],
  ...[
    "to date",
    "continuing",
    "in progress",
    "no end date",
    "not ended",
    "not closed",
    "not ceased",
  ],
] as const;

const nothing = new Set<string>(nothingWords);
const emptyPost = new Set<string>(emptyPostWords);
const nobody = new Set<string>(nobodyWords);
const plain = new Set<string>([...plainWords, ...nobodyWords]);
const openEnd = new Set<string>(openEndWords);

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Whether a cell, tidied, says nothing. A reference of zeros and an age of 0 are for others to see. */
export const saysNothing = (text: string): boolean =>
  !/[\p{L}1-9]/u.test(text) || isExcelError(text) || nothing.has(wordsOf(text));

/** Whether a cell for a person, tidied, says that there is nobody. */
export function saysNobody(text: string): boolean {
  if (saysNothing(text)) return true;
  const words = wordsOf(text).split(" ");
  if (words.some((word) => emptyPost.has(word))) return true;
  if (words.includes("duty") && words.some((word) => word !== "duty" && plain.has(word)))
    return true;
  return (
    words.some((word) => nobody.has(word)) &&
    words.every((word) => plain.has(word) || /^\d+$/.test(word))
  );
}

/** Years outside of these are what systems write for "none": 00/01/1900, 31/12/9999. */
const [firstYear, lastYear] = [1902, 2098];

/** Whether a date's cell, tidied, says that there is no date. */
export function saysNoDate(text: string): boolean {
  if (saysNothing(text)) return true;
  const year = /(?<!\d)(\d{4})(?:\d{4})?(?!\d)/.exec(text)?.[1];
  if (year !== undefined && !/[a-z]{4}/i.test(text)) {
    return Number(year) < firstYear || Number(year) > lastYear;
  }
  return /^\d{5,7}$/.test(text) && Number(text) > 73_000;
}

/** Whether an end date's cell, tidied, says that it is still open. */
export const saysOpenEnd = (text: string): boolean =>
  saysNoDate(text) || openEnd.has(wordsOf(text));

/** The text of a cell, empty where it says nothing. */
export function said(text: string | undefined): string {
  const tidied = tidy(text ?? "");
  return saysNothing(tidied) ? "" : tidied;
}

/** The name or number of a person in a cell, empty where it says nobody. */
export function saidPerson(text: string | undefined): string {
  const tidied = tidy(text ?? "");
  return saysNobody(tidied) ? "" : tidied;
}
