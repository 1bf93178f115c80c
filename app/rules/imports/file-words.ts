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
  ...[
    "unassigned",
    "not assigned",
    "not yet allocated",
    "tbd",
    "to be determined",
    "nat",
    "no date",
  ],
] as const;

/** Words that make a name nobody's, wherever they stand in it. */
export const emptyPostWords = [
  ...["unallocated", "unassigned", "vacant", "vacancy", "tbc", "tba"],
] as const;

/** Words that are nobody's name where the cell says nothing but these and the plain ones below. */
export const nobodyWords = [
  ...[
    "agency",
    "locum",
    "waiting",
    "x",
    "xx",
    "xxx",
    "duty",
    "nobody",
    "none",
    "null",
    "nil",
    "unknown",
    "awaiting",
    "pending",
    "no",
    "not",
    "to",
  ],
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
  ...["current", "list", "closed", "temporary", "temp"],
  ...["currently", "system", "user", "advised", "appointed", "recruitment", "day", "out", "hours"],
] as const;

/** Words that say nobody in particular where a cell holds nothing but them and the plain ones. */
export const roleWords = [
  ...["worker", "workers", "sw", "team", "manager", "officer", "practitioner", "tray", "desk"],
  ...["inbox", "rota", "queue", "post", "caseworker"],
] as const;

/** Words of which one says that an end has not come, where the others say nothing else. */
export const openEndWords = [
  ...["open", "ongoing", "going", "current", "currently", "active", "live", "still", "present"],
  ...["continuing", "continues", "progress", "no", "not", "n", "never", "future"],
] as const;
const besideOpenEnd = [
  ...["case", "on", "in", "to", "is", "as", "at", "yet", "end", "ended", "ends", "date", "closed"],
  ...["closure", "ceased", "the", "known", "set", "plan", "episode", "involvement", "recorded"],
] as const;

const nothing = new Set<string>(nothingWords);
const emptyPost = new Set<string>(emptyPostWords);
const nobody = new Set<string>(nobodyWords);
const plain = new Set<string>([...plainWords, ...nobodyWords]);
const role = new Set<string>(roleWords);
const openEnd = new Set<string>(openEndWords);
const besideEnd = new Set<string>([...openEndWords, ...besideOpenEnd]);

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    // "T.B.C." is one word, and so is "un-allocated".
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\bun (?=allocated|assigned)/g, "un")
    .replace(/\b(\p{L}+)(?: \1)+\b/gu, "$1")
    .trim();

/** Whether a cell, tidied, says nothing. A reference of zeros and an age of 0 are for others to see. */
export const saysNothing = (text: string): boolean =>
  !/[\p{L}1-9]/u.test(text) || isExcelError(text) || nothing.has(wordsOf(text));

/** Whether a cell for a person, tidied, says that there is nobody. */
export function saysNobody(text: string): boolean {
  if (saysNothing(text)) return true;
  const words = wordsOf(text).split(" ");
  if (words.some((word) => emptyPost.has(word))) return true;
  if (words.every((word) => plain.has(word)) && words.some((word) => role.has(word))) return true;
  if (words.includes("duty") && words.some((word) => word !== "duty" && plain.has(word)))
    return true;
  return (
    words.some((word) => nobody.has(word)) &&
    words.every((word) => plain.has(word) || /^\d+$/.test(word))
  );
}

/** Years outside of these are what systems write for "none": 00/01/1900, 31/12/9999. */
const [firstYear, lastYear] = [1902, 2098];

const monthNames =
  /january|february|march|april|june|july|august|september|october|november|december/i;

/** Whether a date's cell, tidied, says that there is no date. */
export function saysNoDate(text: string): boolean {
  if (saysNothing(text)) return true;
  // Excel's day 0.
  if (/^(?:00?[/. -]\w+|\d{1,2}[/. -]00?)[/. -]\d+$/.test(text)) return true;
  const year = /(?<!\d)(\d{4})(?:\d{4})?(?!\d)/.exec(text)?.[1];
  if (year !== undefined && !/[a-z]{4}/i.test(text.replace(monthNames, ""))) {
    return Number(year) < firstYear || Number(year) > lastYear;
  }
  return /^\d{5,7}(?:\.\d+)?$/.test(text) && Number(text) > 73_000;
}

/** Whether an end date's cell, tidied, says that it is still open. */
export function saysOpenEnd(text: string): boolean {
  if (saysNoDate(text)) return true;
  // What is left of 31/12/9999 with two figures.
  if (/^(?:31[/. -](?:12|dec)|12[/. -]31|dec[/. -]31)[/. -]99$/i.test(text)) return true;
  const words = wordsOf(text).split(" ");
  if (words.join(" ") === "to date") return true;
  return words.some((word) => openEnd.has(word)) && words.every((word) => besideEnd.has(word));
}

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
