/**
 * Owns reading one row of a caseload file: text in, a case or the reasons why not out.
 * Practice: every reason names what to correct; a reference that looks like a name is refused.
 */

import { formatDate, isDate } from "../core/dates";
import { readDay, tidy, withoutCode } from "../imports/cell-text";
import type { DateOrder } from "../imports/date-order";
import { readYears } from "../imports/file-ages";
import { said, saidPerson, saysNoDate, saysOpenEnd } from "../imports/file-words";
import { type Cohort, cohortNames, cohortShortNames, cohorts } from "./caseload";
import type { ImportField, MatchedColumns } from "./columns";

/** One row as read; people and team still as the file names them. */
export type ReadCase = {
  reference: string;
  /** Null where the file's words for it are to be mapped. */
  cohort: Cohort | null;
  /** Those words. */
  cohortWords?: string;
  /** Empty only in an Annex A workbook: the case can't be drawn until it has one. */
  team: string;
  worker: string;
  workerNumber: string;
  /** Undefined where the file has no such column: what is held is then kept. */
  familyReference?: string | null;
  supervisor?: string;
  supervisorNumber: string;
  reviewingOfficer?: string;
  age?: number | null;
  unborn?: boolean;
  openedOn: string;
  /** The file knows only that the case was open by then: an earlier date that is held is kept. */
  openedByThen?: true;
  /** The file gives no date at all, only a bound: any date that is held is kept. */
  openedUnknown?: true;
  closedOn: string | null;
  /** Since when the child has been on the plan of their cohort; undefined where the file can't say. */
  planSince?: string | null;
};

export type ReadRow =
  | {
      ok: true;
      row: ReadCase;
      /** Involvement that is over: it closes a case that is held and never adds one. */
      ended?: true;
      /** What was not understood or was merged, in words. */
      notes?: string[];
    }
  /** The reference is null where it can't be one, so that no name is kept. */
  | { ok: false; reference: string | null; problems: string[] };

const synonyms: Record<Cohort, readonly string[]> = {
  "child-in-care": [
    "cla",
    "lac",
    "in care",
    "children in care",
    "looked after",
    "looked after child",
    "looked after children",
    "child looked after",
    "children looked after",
  ],
  "child-protection": ["cpp", "child protection plan", "cp plan", "child protection plans"],
  "child-in-need": ["children in need", "cin plan", "child in need plan"],
  "care-leaver": ["care leavers", "care experienced", "leaving care"],
  "early-help": ["early help assessment", "eha", "early help plan"],
};

const plainCohort = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(?<=\b[a-z])\.(?=[a-z]\b)/g, "")
    .replace(/[^a-z]+/g, " ")
    .trim();

const cohortOf = new Map<string, Cohort>(
  cohorts.flatMap((cohort) =>
    [cohort, cohortNames[cohort], cohortShortNames[cohort], ...synonyms[cohort]].map(
      (name): [string, Cohort] => [plainCohort(name), cohort],
    ),
  ),
);

const namedCohort = (text: string): Cohort | undefined =>
  cohortOf.get(plainCohort(text)) ??
  cohortOf.get(plainCohort(withoutCode(text).replace(/\([^)]*\)/g, " ")));

/**
 * A cohort by any of its names, with or without a code's letter and words in brackets; or by
 * several that mean the same: "CIN - Child in need".
 */
function readCohort(text: string): Cohort | undefined {
  const whole = namedCohort(text);
  if (whole) return whole;
  const parts = text.split(/ [-–—:/|] |: |[()]/).filter((part) => part.trim() !== "");
  const meant = new Set(parts.map(namedCohort));
  return parts.length > 1 && meant.size === 1 ? [...meant][0] : undefined;
}

const longestWords = 60;

/** "2024-04-05" or "05/04/2024" (day first) as YYYY-MM-DD; null when it is no date. */
export function readDate(text: string): string | null {
  const british = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?$/.exec(text);
  const date = british
    ? `${british[3]}-${british[2]?.padStart(2, "0")}-${british[1]?.padStart(2, "0")}`
    : text.replace(/[T ]00:00(:00(\.0+)?)?$/, "");
  return isDate(date) ? date : null;
}

/** A reference is one word that holds a digit: names of children have no place here. */
export const isReference = (text: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9/_.-]{0,39}$/.test(text) && /\d/.test(text) && readDate(text) === null;

/** Without what spreadsheets leave on a number: "12345.0" is "12345", and "'00123" is "00123". */
export const tidyReference = (text: string): string =>
  joined(text.replace(/^['’‘`](?=\S)/, "").replace(/^(\d+)\.0+$/, "$1"));

/** "900 001" and "DB 0001" are one word: each part holds a figure, or capitals stand before four. */
const joined = (text: string): string =>
  /^(?:[A-Z]{1,3} (?=[\d ]{4}))?[^\s\d]{0,4}\d\S*(?: \S{0,4}\d\S*)*$/.test(text)
    ? text.replaceAll(" ", "")
    : text;

/** Why a text can't be a reference; it is not quoted, because it may be a name. */
export function whyNoReference(column: string, text: string, rounded = false): string {
  return rounded || /^\d+(\.\d+)?e\+?\d+$/i.test(text)
    ? `Check ${column}: the spreadsheet has shortened a long number. Format the column as text before you export it`
    : `Check ${column}: one word of letters and digits, at most 40, never a name`;
}

/** Both days are said: the file may be newer than the date this runs on. */
export const notYet = (column: string, day: string, today: string): string =>
  `Check ${column}: ${formatDate(day)} is after today, ${formatDate(today)}`;

type Noting = { problems: string[]; today: string; order: DateOrder };

function readDates(opened: string, closed: string, { problems, today, order }: Noting) {
  const openedOn = readDay(opened, today, order);
  const closedOn = saysOpenEnd(closed) ? null : readDay(closed, today, order);
  const like = "a date like 05/04/2024 or 2024-04-05";
  if (openedOn === null && saysNoDate(opened)) problems.push("Add when the case was opened");
  else if (openedOn === null) problems.push(`Give Opened as ${like}`);
  else if (openedOn > today) problems.push(notYet("Opened", openedOn, today));
  else if (openedOn < "1950") problems.push("Check Opened: it is before 1950");
  if (closedOn === null) {
    if (!saysOpenEnd(closed)) problems.push(`Give Closed as ${like}`);
  } else if (closedOn > today) {
    problems.push(notYet("Closed", closedOn, today));
  } else if (openedOn !== null && closedOn < openedOn) {
    problems.push("Check Closed: it is before Opened");
  }
  return { openedOn: openedOn ?? "", closedOn };
}

/** When the plan of the child's cohort began; nothing where the file has no such column. */
function readPlanSince(text: string | undefined, { problems, today, order }: Noting) {
  if (text === undefined) return {};
  if (saysNoDate(text)) return { planSince: null };
  const planSince = readDay(text, today, order);
  if (planSince === null) {
    problems.push("Give Plan since as a date like 05/04/2024 or 2024-04-05, or leave it empty");
  } else if (planSince > today) problems.push(notYet("Plan since", planSince, today));
  return { planSince };
}

function readAge(text: string | undefined, { problems }: Noting) {
  if (text === undefined) return {};
  const years = text.startsWith("-") && /\d/.test(text) ? undefined : readYears(text);
  if (years === "unborn") return { age: null, unborn: true };
  if (years === null) return { age: null, unborn: false };
  if (years !== undefined && years <= 25) return { age: years, unborn: false };
  problems.push("Give Age in whole years from 0 to 25, or as unborn");
  return {};
}

/** Reads one row of cells. `today` is the date in London. */
export function readRow(
  cells: readonly string[],
  columns: MatchedColumns,
  today: string,
  order: DateOrder = "day",
): ReadRow {
  const problems: string[] = [];
  const noting = { problems, today, order };
  const written = (field: ImportField): string | undefined => {
    const index = columns.at[field];
    return index === undefined ? undefined : tidy(cells[index] ?? "");
  };
  const cell = (field: ImportField): string | undefined => {
    const text = written(field);
    return text === undefined ? undefined : said(text);
  };
  const person = (field: ImportField): string | undefined => {
    const text = written(field);
    return text === undefined ? undefined : saidPerson(text);
  };
  const number = (field: ImportField) => tidyReference(person(field) ?? "");
  const reference = tidyReference(cell("reference") ?? "");
  if (reference === "") problems.push("Add the case reference");
  else if (!isReference(reference)) problems.push(whyNoReference("Reference", reference));
  const givenFamily = cell("familyReference");
  const family = givenFamily && tidyReference(givenFamily);
  if (family && !isReference(family)) {
    problems.push("Check Family reference: one word of letters and digits, never a name");
  }
  const cohortText = cell("cohort") ?? "";
  const cohort = readCohort(cohortText);
  if (cohortText === "") problems.push("Add the cohort");
  else if (!cohort && cohortText.length > longestWords) {
    problems.push(
      "Give Cohort as child in care, child protection, child in need, care leaver or early help",
    );
  }
  const team = cell("team") ?? "";
  if (team === "") problems.push("Add the team");
  const dates = readDates(written("openedOn") ?? "", written("closedOn") ?? "", noting);
  const age = readAge(written("age"), noting);
  const plan = readPlanSince(written("planSince"), noting);
  const people = {
    worker: person("worker") ?? "",
    workerNumber: number("workerNumber"),
    supervisor: person("supervisor"),
    supervisorNumber: number("supervisorNumber"),
    reviewingOfficer: person("reviewingOfficer"),
  };
  if (Object.values(people).some((text) => (text?.length ?? 0) > 100)) {
    problems.push("Shorten the names of staff to 100 characters or fewer");
  }
  if (problems.length > 0) {
    return { ok: false, reference: isReference(reference) ? reference : null, problems };
  }
  return {
    ok: true,
    row: {
      reference,
      cohort: cohort ?? null,
      ...(cohort ? {} : { cohortWords: cohortText }),
      team,
      ...people,
      ...(family === undefined ? {} : { familyReference: family || null }),
      ...age,
      ...dates,
      ...plan,
    },
  };
}
