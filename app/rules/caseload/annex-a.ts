/**
 * Owns reading one row of a list of Annex A: cells in, what an audit needs of the child out.
 * Practice: the date of birth gives the age in years and goes no further; no reason quotes a
 * cell; involvement counts as over from its end date on, and an end date ahead is still open.
 */

import { type Cell, dateOfSerial, readTypedDate, tidy, withoutCode } from "../imports/cell-text";
import type { DateOrder } from "../imports/date-order";
import { said, saidPerson, saysNoDate, saysOpenEnd } from "../imports/file-words";
import { type Age, readAge } from "./annex-a-age";
import type { AnnexHeader } from "./annex-a-columns";
import { type AnnexField, type AnnexList, annexColumns } from "./annex-a-headings";
import { isReference, notYet, tidyReference, whyNoReference } from "./import";

/** What one row says. Dates are YYYY-MM-DD; small, because every child of a council is held so. */
export type AnnexRow = Age & {
  list: AnnexList;
  /** As Excel counts rows. */
  line: number;
  /** Empty where the cell can't be a reference, so that no name is kept. */
  reference: string;
  team: string;
  worker: string;
  startedOn: string | null;
  ended: boolean;
  endedOn: string | null;
  /** Care leavers: the earliest date by which the case was surely open. */
  openBy: string | null;
  /** Another list that the case status of List 6 speaks of. */
  speaksOf: AnnexList | null;
  /** Why the row can't be taken. */
  problems: readonly string[];
  /** What was not understood, though the row can be taken. */
  notes: readonly string[];
  /** The row read with the month first, where its dates may be so. */
  swapped?: AnnexRow;
};

export type AnnexReading = { today: string; from1904: boolean; order?: DateOrder };

const none: readonly string[] = [];

const textOf = (cell: Cell | undefined): string => said(cell?.text);

/** The date in a cell; null for none, undefined where there is something that is no date. */
export function dayOf(cell: Cell | undefined, at: AnnexReading): string | null | undefined {
  const text = textOf(cell);
  if (text === "" || cell === undefined) return null;
  const number = cell.number ?? (/^\d{4,5}(\.\d+)?$/.test(text) ? Number(text) : undefined);
  const typed = readTypedDate(text, at.today, at.order);
  const date = number === undefined ? typed : (dateOfSerial(number, at.from1904) ?? typed);
  if (date === null) return number === 0 || saysNoDate(text) ? null : undefined;
  return date < earliest || saysNoDate(date) ? null : date;
}

/** Days before this one are what systems write for "none". */
const earliest = "1950-01-01";

/** What the case status of List 6 says besides "child in need". */
function statusOf(text: string): AnnexList | "closed" | null {
  const plain = text.toLowerCase();
  const letter = /^[a-e]\)?$/.exec(plain)?.[0]?.[0];
  if (letter) return ({ a: "List 8", b: "List 7", e: "closed" } as const)[letter as "a"] ?? null;
  const words = withoutCode(plain);
  const over = /\b(closed|ended|ceased)\b/.test(words);
  if (over && !/\bnot\b|\bre-?open|\bstill open\b/.test(words)) return "closed";
  if (/\b(looked after|cla|lac|in care)\b/.test(words)) return "List 8";
  return /\b(child protection|cpp?|cp plan)\b/.test(words) ? "List 7" : null;
}

/** The dates of a row that are written as text, in columns that are read. */
export function textDates(cells: readonly Cell[], header: AnnexHeader): string[] {
  return dateFields.flatMap((field) => {
    const cell = cells[header.at[field] ?? -1];
    return cell === undefined || cell.number !== undefined ? [] : tidy(cell.text);
  });
}

const dateFields = ["startedOn", "endedOn", "dateOfBirth", "reviewedOn", "contactOn"] as const;

/** Reads one row; null for a row without a child, such as a heading that is repeated. */
export function readAnnexRow(
  list: AnnexList,
  line: number,
  cells: readonly Cell[],
  header: AnnexHeader,
  at: AnnexReading,
): AnnexRow | null {
  const cell = (field: AnnexField): Cell | undefined => {
    const index = header.at[field];
    return index === undefined ? undefined : cells[index];
  };
  if (Object.values(header.at).every((index) => textOf(cells[index]) === "")) return null;
  const problems: string[] = [];
  const notes: string[] = [];
  const name = (field: AnnexField) => annexColumns[list][field]?.heading ?? field;
  const like = "a date like 05/04/2024";

  const id = tidyReference(textOf(cell("childId")));
  const rounded = Math.abs(cell("childId")?.number ?? 0) > Number.MAX_SAFE_INTEGER;
  const reference = isReference(id) && !rounded ? id : "";
  if (id === "") problems.push(`Add the ${name("childId")}`);
  else if (reference === "") problems.push(whyNoReference(name("childId"), id, rounded));

  const status = statusOf(textOf(cell("status")));
  const endedOn = saysOpenEnd(textOf(cell("endedOn"))) ? null : dayOf(cell("endedOn"), at);
  const closed = status === "closed" && !endedOn;
  const ended = closed || (typeof endedOn === "string" && endedOn <= at.today);
  if (endedOn === undefined) problems.push(`Give ${name("endedOn")} as ${like}, or leave it empty`);
  else if (endedOn !== null && !ended) {
    notes.push(`${notYet(name("endedOn"), endedOn, at.today)}, so the case is kept open`);
  }

  const startedOn = dayOf(cell("startedOn"), at);
  if (annexColumns[list].startedOn && !ended) {
    if (startedOn === undefined) problems.push(`Give ${name("startedOn")} as ${like}`);
    else if (startedOn === null) problems.push(`Add the ${name("startedOn")}`);
    else if (startedOn > at.today) {
      problems.push(notYet(name("startedOn"), startedOn, at.today));
    }
  }
  if (typeof startedOn === "string" && endedOn && endedOn < startedOn) {
    problems.push(`Check ${name("endedOn")}: it is before ${name("startedOn")}`);
  }

  const team = textOf(cell("team"));
  const worker = saidPerson(cell("worker")?.text) || saidPerson(cell("adviser")?.text);
  if (team.length > 100 || worker.length > 100) {
    problems.push("Shorten the names of team and worker to 100 characters or fewer");
  }
  const age = readAge(
    {
      born: header.at.dateOfBirth === undefined ? null : dayOf(cell("dateOfBirth"), at),
      bornText: textOf(cell("dateOfBirth")),
      age: cell("age"),
      gender: withoutCode(textOf(cell("gender"))),
      asked: header.at.age !== undefined || header.at.dateOfBirth !== undefined,
    },
    at.today,
    notes,
  );
  return {
    list,
    line,
    reference,
    team,
    worker,
    startedOn: startedOn ?? null,
    ended,
    endedOn: ended ? (endedOn ?? null) : null,
    openBy: list === "List 9" ? openBy(cell, at) : null,
    speaksOf: status === "closed" ? null : status,
    ...age,
    problems: problems.length > 0 ? problems : none,
    notes: notes.length > 0 ? notes : none,
  };
}

/** The earliest past date on a care leaver's row that shows the case was open. */
function openBy(cell: (field: AnnexField) => Cell | undefined, at: AnnexReading): string | null {
  const days = [dayOf(cell("reviewedOn"), at), dayOf(cell("contactOn"), at)];
  return days.filter((day) => typeof day === "string" && day <= at.today).sort()[0] ?? null;
}
