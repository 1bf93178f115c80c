/**
 * Owns finding the lists of Annex A in a workbook, and the columns in a list.
 * Practice: a sheet is known by the number in its name, or else by its headings, a heading by its
 * words, whatever their case, spacing and punctuation; titles may stand above the headings.
 */

import { andList, plural } from "../core/words";
import { type Cell, tidy } from "../imports/cell-text";
import { plainHeading, unreadSpellings } from "../imports/file-headings";
import {
  type AnnexField,
  type AnnexList,
  annexColumns,
  annexFields,
  annexLists,
  unreadHeadings,
} from "./annex-a-headings";

/** Sheets that councils name by what they hold. */
const sheetWords: Record<AnnexList, readonly string[]> = {
  "List 6": ["cin", "children in need", "child in need"],
  "List 7": ["cp", "cpp", "child protection", "child protection plans", "cp plans"],
  "List 8": ["cla", "lac", "cic", "children in care", "looked after children", "looked after"],
  "List 9": ["care leavers", "care leaver", "cl", "leaving care"],
};

const isList = (name: string): name is AnnexList => annexLists.some((list) => list === name);

const wordsOf = (sheet: string): string =>
  tidy(sheet)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .replace(/(?<=[a-z])(?=\d)/g, " ")
    .trim();

/** The number of a list that a sheet's name says. */
function numberOf(words: string) {
  const named = /(?:^| )(?:list|l) 0*(\d+)(?= |$)/.exec(words)?.[1];
  const numbered = /^(?:annex ?a )?0*(\d+)(?= |$)/.exec(words)?.[1];
  return { number: named ?? numbered, named };
}

/** Whether a sheet's name says that it is one of the other lists: "List 5". */
export function isOtherList(sheet: string): boolean {
  const { number } = numberOf(wordsOf(sheet));
  return number !== undefined && !isList(`List ${number}`);
}

/** How surely a sheet's name means a list: 3 by "List 6", 2 by its number, 1 by its words. */
function meaning(sheet: string): { list: AnnexList; sureness: number } | null {
  const words = wordsOf(sheet);
  const { number, named } = numberOf(words);
  if (number !== undefined) {
    const list = `List ${number}`;
    return isList(list) ? { list, sureness: named ? 3 : 2 } : null;
  }
  const list = annexLists.find((one) => sheetWords[one].includes(words));
  return list ? { list, sureness: 1 } : null;
}

export type FoundLists =
  /** Where each list stands among the sheets, from 0; none at all when it is no Annex A. */
  { ok: true; at: Partial<Record<AnnexList, number>> } | { ok: false; problem: string };

/** Of two sheets for one list nobody can tell which is meant; one of them may be hidden. */
export const twoSheets = (list: AnnexList, sheets: readonly SheetName[]): string =>
  `Keep one sheet for ${list}: the workbook has ${andList(
    sheets.map(({ name, hidden }) => `“${tidy(name).slice(0, 60)}”${hidden ? " (hidden)" : ""}`),
  )}`;

export type SheetName = { name: string; hidden: boolean };

/** The list that a sheet's name means, or null. */
export const listNamed = (sheet: string): AnnexList | null => meaning(sheet)?.list ?? null;

/** Finds the lists by the names of sheets, `passed` ones apart (from 0). */
export function findLists(
  sheets: readonly SheetName[],
  passed: ReadonlySet<number> = new Set(),
): FoundLists {
  const at: Partial<Record<AnnexList, number>> = {};
  const meanings = sheets.map(({ name }, index) => (passed.has(index) ? null : meaning(name)));
  for (const list of annexLists) {
    const surest = Math.max(...meanings.map((one) => (one?.list === list ? one.sureness : 0)), 0);
    const places = meanings.flatMap((one, index) =>
      surest > 0 && one?.list === list && one.sureness === surest ? [index] : [],
    );
    if (places.length > 1) {
      const both = sheets.filter((_, index) => places.includes(index));
      return { ok: false, problem: twoSheets(list, both) };
    }
    if (places[0] !== undefined) at[list] = places[0];
  }
  return { ok: true, at };
}

/** Why the lists found can't make a caseload; null when all four are there. */
export function missingLists(at: Partial<Record<AnnexList, number>>): string | null {
  const missing = annexLists.filter((list) => at[list] === undefined);
  if (missing.length === 0) return null;
  return `Add ${andList(missing)} to the workbook, with ${plural(missing.length, "its", "their")} headings even if nobody is on ${plural(missing.length, "it", "them")}: a child’s cohort is worked out from Lists 6, 7, 8 and 9 together`;
}

/** What is said of sheets that were not read; null where there are none. */
export function passedOver(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const list = andList(names.map((name) => `“${tidy(name).slice(0, 60)}”`));
  return `${plural(names.length, "The sheet", "The sheets")} ${list} ${plural(names.length, "was", "were")} left out: ${plural(names.length, "it has", "they have")} no headings of a list`;
}

/** Why a CSV file that holds a list of Annex A can't make a caseload. */
export const oneListOnly = (list: AnnexList): string =>
  `Choose the whole Annex A workbook (.xlsx): this file has ${list} alone, and a child’s cohort is worked out from Lists 6, 7, 8 and 9 together`;

/** The ways to understand a heading, best first: whole, without brackets, without a number. */
function readings(heading: string): string[] {
  const whole = plainHeading(heading);
  const bracketless = plainHeading(heading.replace(/\([^)]*\)/g, " "));
  const firstLine = plainHeading(heading.trim().split(/[\r\n]/, 1)[0] ?? "");
  const numberless = [whole, bracketless].map((text) => text.replace(/^\d+/, ""));
  return [...new Set([whole, bracketless, firstLine, ...numberless])].filter(Boolean);
}

type Known = { field: AnnexField | null; rank: number };

const knownOf = Object.fromEntries(
  annexLists.map((list) => {
    const known = new Map<string, Known>();
    for (const heading of [...unreadHeadings[list], ...unreadSpellings]) {
      known.set(plainHeading(heading), { field: null, rank: 0 });
    }
    for (const field of annexFields) {
      const column = annexColumns[list][field];
      if (!column) continue;
      for (const name of column.also) known.set(plainHeading(name), { field, rank: 1 });
      known.set(plainHeading(column.heading), { field, rank: 0 });
    }
    return [list, known];
  }),
) as Record<AnnexList, Map<string, Known>>;

function understand(list: AnnexList, heading: string): Known | null {
  for (const [index, reading] of readings(heading).entries()) {
    const known = knownOf[list].get(reading);
    if (known) return { field: known.field, rank: known.rank * 2 + Math.min(index, 1) };
  }
  return null;
}

export type AnnexHeader = {
  /** Where each column stands, from 0. */
  at: Partial<Record<AnnexField, number>>;
  /** Headings that were not understood, as the sheet has them. */
  ignored: string[];
};

/** How many rows from the top may hold titles and notes. */
export const titleRows = 40;

/** Whether a row is the one with the headings: it names the child's column and two more. */
export function isHeadingRow(list: AnnexList, cells: readonly Cell[]): boolean {
  const known = cells.map(({ text }) => understand(list, text));
  const understood = known.filter((one) => one !== null).length;
  return known.some((one) => one?.field === "childId") && understood >= 3;
}

/** The list that a row has all needed headings of, and more of its own than of any other; or null. */
export function listByHeadings(cells: readonly Cell[]): AnnexList | null {
  const scores = annexLists
    .filter((list) => isHeadingRow(list, cells) && matchHeadings(list, cells).ok)
    .map((list) => {
      const others = annexLists.filter((one) => one !== list);
      const own = cells.filter(
        ({ text }) => understand(list, text) && others.every((one) => !understand(one, text)),
      );
      return { list, own: own.length };
    })
    .sort((a, b) => b.own - a.own);
  const [best, next] = scores;
  return best && best.own >= 2 && best.own > (next?.own ?? 0) ? best.list : null;
}

export type AnnexHeaderVerdict = { ok: true; header: AnnexHeader } | { ok: false; problem: string };

/** Finds the columns in the row with the headings, or says what to correct. */
export function matchHeadings(list: AnnexList, cells: readonly Cell[]): AnnexHeaderVerdict {
  const at: AnnexHeader["at"] = {};
  const ranks: Partial<Record<AnnexField, number>> = {};
  const twice = new Set<AnnexField>();
  const ignored: string[] = [];
  const ignore = (index: number) => {
    const heading = tidy(cells[index]?.text ?? "").slice(0, 60);
    if (heading) ignored.push(heading);
  };
  for (const [index, { text }] of cells.entries()) {
    const known = understand(list, text);
    if (known === null) ignore(index);
    if (!known?.field) continue;
    const { field, rank } = known;
    const before = ranks[field];
    if (before === undefined || rank < before) {
      if (at[field] !== undefined) ignore(at[field]);
      at[field] = index;
      ranks[field] = rank;
      twice.delete(field);
    } else if (rank === before) twice.add(field);
    else ignore(index);
  }
  const columns = annexColumns[list];
  for (const field of twice) {
    return {
      ok: false,
      problem: `Keep one column for “${columns[field]?.heading}” on ${list}: the sheet has two`,
    };
  }
  const missing = annexFields.filter((field) => columns[field]?.needed && at[field] === undefined);
  const names = missing.map((field) => `“${columns[field]?.heading}”`);
  if (list === "List 9" && at.worker === undefined && at.adviser === undefined) {
    names.push("“Allocated Worker”");
  }
  if (names.length > 0) {
    return {
      ok: false,
      problem: `Add the ${plural(names.length, "column", "columns")} ${andList(names)} to ${list}`,
    };
  }
  return { ok: true, header: { at, ignored } };
}

/** Whether a row says the headings again, as lists put together from several do. */
export function repeatsHeadings(
  list: AnnexList,
  cells: readonly Cell[],
  { at }: AnnexHeader,
): boolean {
  const id = cells[at.childId ?? -1]?.text ?? "";
  return !/\d/.test(id) && understand(list, id)?.field === "childId";
}

/** What to do where no row of a list has the headings. */
export const noHeadings = (list: AnnexList): string =>
  `Add the headings to ${list}: none of its first ${titleRows} rows has “${annexColumns[list].childId?.heading}” and the others`;
