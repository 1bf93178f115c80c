/**
 * Owns bringing the rows of one child together: one case at the highest cohort, opened when the
 * earliest involvement that is open began.
 * Practice: what was merged is said; a child with a row that can't be read is not taken from the
 * other rows, because the cohort might be wrong; rows that contradict each other are not guessed at.
 */

import { addMonths } from "../core/dates";
import { foldName, foldNumber } from "../core/folding";
import type { AnnexRow } from "./annex-a";
import { type AnnexList, listCohorts } from "./annex-a-headings";
import { cohortNames, cohortRank } from "./caseload";
import type { ReadCase, ReadRow } from "./import";

/** A child's case as read, under the list and row it stands for. */
export type GatheredChild = {
  list: AnnexList;
  line: number;
  row: ReadRow;
  /** The same with the month first in dates, where that reads otherwise. */
  other?: ReadRow;
};

export type Tally = { rows: number; ended: number; merged: number; bad: number };

const rankOf = (row: AnnexRow): number => cohortRank(listCohorts[row.list]);
const placeOf = (row: AnnexRow): string => `${row.list}, row ${row.line}`;
const later = (a: string | null, b: string | null): boolean => (a ?? "") > (b ?? "");
const noTeam = "Add the Allocated Team: without one the case can’t be drawn";

/** Whether two rows of one list say different things about who holds the case. */
const differ = (a: AnnexRow, b: AnnexRow): boolean =>
  (["team", "worker"] as const).some(
    (field) => a[field] !== "" && b[field] !== "" && !same(a[field], b[field]),
  );
const same = (a: string, b: string) => a === b || foldName(a) === foldName(b);

/** The row to go by of one list, and a problem where two rows can't both be right. */
function chosenOf(rows: readonly AnnexRow[]): { chosen: AnnexRow; problem: string | null } {
  let chosen = rows[0] as AnnexRow;
  for (const row of rows.slice(1)) {
    if (differ(chosen, row) && chosen.startedOn === row.startedOn) {
      const problem = `Take one of the two out: the child is on row ${chosen.line} too, with another team or worker`;
      return { chosen: row, problem };
    }
    if (later(row.startedOn, chosen.startedOn)) chosen = row;
  }
  return { chosen, problem: null };
}

function bad(row: AnnexRow, problems: readonly string[], all: readonly AnnexRow[]): GatheredChild {
  const others = all.filter((one) => one !== row && !one.ended).map(placeOf);
  const left = others.slice(0, 5).map((place) => `${place} is left out with it`);
  return {
    list: row.list,
    line: row.line,
    row: { ok: false, reference: row.reference || null, problems: [...problems, ...left] },
  };
}

/** One case from all rows of a child, at least one. `today` is the date in London. */
export function mergeRows(rows: readonly AnnexRow[], today: string): GatheredChild {
  const open = rows.filter((row) => !row.ended).sort((a, b) => rankOf(a) - rankOf(b));
  const unread = (open.length > 0 ? open : rows).find((row) => row.problems.length > 0);
  if (unread) return bad(unread, unread.problems, rows);
  if (open.length === 0) return over(rows, today);
  const chosen: AnnexRow[] = [];
  for (const list of new Set(open.map((row) => row.list))) {
    const one = chosenOf(open.filter((row) => row.list === list));
    if (one.problem) return bad(one.chosen, [one.problem], rows);
    chosen.push(one.chosen);
  }
  const [top, ...lower] = chosen as [AnnexRow, ...AnnexRow[]];
  const first = (field: "team" | "worker") =>
    chosen.find((row) => row[field] !== "" && (row === top || row.list !== "List 9"))?.[field] ??
    "";
  const row = caseOf(top, {
    team: first("team") || top.team,
    worker: first("worker") || top.worker,
    ...openedOf(rows, open, today),
    closedOn: null,
    planSince: top.startedOn,
  });
  const aged = chosen.find((one) => one.born !== null || one.unborn) ?? top;
  if (aged.age !== undefined) Object.assign(row, { age: aged.age, unborn: aged.unborn });
  const notes = [
    ...chosen.flatMap((one) => one.notes),
    ...mergedNotes(top, lower, open),
    ...doubts(chosen, row.team),
    ...toldOfAll(rows, top),
  ];
  return {
    list: top.list,
    line: top.line,
    row: { ok: true, row, ...(notes.length > 0 ? { notes: [...new Set(notes)] } : {}) },
  };
}

function mergedNotes(top: AnnexRow, lower: readonly AnnexRow[], open: readonly AnnexRow[]) {
  const cohort = cohortNames[listCohorts[top.list]].toLowerCase();
  const others = open.filter((row) => row !== top);
  const notes = others.slice(0, 5).map((row) => {
    if (row.list !== top.list) {
      const from = lower.includes(row) && differ(top, row) ? ` with the team of ${top.list}` : "";
      return `Also on ${placeOf(row)}: kept once, as ${cohort}${from}`;
    }
    return differ(top, row)
      ? `Also on ${placeOf(row)}, with another team or worker: the involvement that began last is kept`
      : `Also on ${placeOf(row)}: kept once`;
  });
  return others.length > 5 ? [...notes, `And on ${others.length - 5} more rows`] : notes;
}

/** What tells that the rows may be of two children. */
function toldOfAll(rows: readonly AnnexRow[], top: AnnexRow): string[] {
  const notes: string[] = [];
  if (new Set(rows.flatMap((row) => row.born ?? [])).size > 1) {
    const places = rows.filter(({ born }) => born !== null).map(placeOf);
    const [first, ...others] = [...new Set(places)];
    notes.push(
      `Check Date of Birth: ${first} and ${others.slice(0, 3).join(", ")} differ, so this may be two children. The age goes by ${placeOf(top)}`,
    );
  }
  const written = [...new Set(rows.map(({ reference }) => reference))];
  if (written.length > 1) notes.push(`Written as ${written.join(" and as ")}: one child`);
  return notes;
}

/** What the rows of a child leave open between them. */
function doubts(chosen: readonly AnnexRow[], team: string): string[] {
  const notes: string[] = [];
  if (team === "") notes.push(noTeam);
  for (const { speaksOf } of chosen) {
    if (speaksOf && !chosen.some((row) => row.list === speaksOf)) {
      const said = cohortNames[listCohorts[speaksOf]].toLowerCase();
      notes.push(
        `Check Case Status: it says ${said}, but ${speaksOf} has no open row for the child`,
      );
    }
  }
  return notes;
}

/**
 * When the case was opened: the earliest start of an open involvement. List 9 has no start, so a
 * care leaver's is a bound that is safe to tell: the end of care, a pathway plan review, a contact,
 * or as many years back as they are older than 18, because at 18 care is over.
 */
function openedOf(rows: readonly AnnexRow[], open: readonly AnnexRow[], today: string) {
  const started = open.flatMap((row) => row.startedOn ?? []).sort()[0];
  if (started) return { openedOn: started, openedByThen: true as const };
  const bounds = open.flatMap((row) => [
    row.openBy ?? today,
    addMonths(today, -12 * Math.max(0, (row.age ?? 18) - 18)),
  ]);
  const ends = rows.flatMap((row) => row.endedOn ?? []);
  const [openedOn = today] = [...bounds, ...ends].sort();
  return { openedOn, openedByThen: true as const, openedUnknown: true as const };
}

/** A child whose every involvement is over: closed on the day the last one ended. */
function over(rows: readonly AnnexRow[], today: string): GatheredChild {
  const last = [...rows].sort((a, b) => {
    const [first, second] = [a.endedOn ?? today, b.endedOn ?? today];
    return first === second ? rankOf(a) - rankOf(b) : first < second ? 1 : -1;
  })[0] as AnnexRow;
  const closedOn = last.endedOn ?? today;
  const opened = last.startedOn && last.startedOn < closedOn ? last.startedOn : closedOn;
  const { team, worker } = last;
  const row = caseOf(last, { team, worker, openedOn: opened, openedByThen: true, closedOn });
  if (last.age !== undefined) Object.assign(row, { age: last.age, unborn: last.unborn });
  return { list: last.list, line: last.line, row: { ok: true, ended: true, row } };
}

type Facts = Pick<
  ReadCase,
  "team" | "worker" | "openedOn" | "openedByThen" | "openedUnknown" | "closedOn" | "planSince"
>;

function caseOf(row: AnnexRow, { team, worker, ...dates }: Facts): ReadCase {
  const isNumber = /^\d+$|^\S+@\S+$/.test(worker);
  return {
    reference: row.reference,
    cohort: listCohorts[row.list],
    team,
    worker: isNumber ? "" : worker,
    workerNumber: isNumber ? worker : "",
    supervisorNumber: "",
    ...dates,
  };
}

export type Gathering = {
  add(row: AnnexRow): void;
  /** Every child once; what was gathered is let go of on the way. */
  children(): Generator<GatheredChild>;
  /** Counts by list: rows and ended as they are added, merged and bad as children are given. */
  tallies: Record<AnnexList, Tally>;
};

const tally = (): Tally => ({ rows: 0, ended: 0, merged: 0, bad: 0 });

/** Gathers the rows of a workbook by child. A row without a reference stands alone. */
export function gatherChildren(today: string): Gathering {
  const rowsOf = new Map<string, AnnexRow | AnnexRow[]>();
  const tallies = { "List 6": tally(), "List 7": tally(), "List 8": tally(), "List 9": tally() };
  const texts = new Map<string, string>();
  /** Thousands of children share a team and a worker: one text serves them all. */
  const shared = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, text);
    return text;
  };
  return {
    tallies,
    add(row) {
      tallies[row.list].rows += 1;
      if (row.ended) tallies[row.list].ended += 1;
      row.team = shared(row.team);
      row.worker = shared(row.worker);
      const key = foldNumber(row.reference) || `${row.list} ${row.line}`;
      const before = rowsOf.get(key);
      if (before === undefined) rowsOf.set(key, row);
      else if (Array.isArray(before)) before.push(row);
      else rowsOf.set(key, [before, row]);
    },
    *children() {
      for (const [key, held] of rowsOf) {
        rowsOf.delete(key);
        const rows = Array.isArray(held) ? held : [held];
        const child = mergeRows(rows, today);
        for (const row of rows) {
          if (row.ended) continue;
          if (!child.row.ok) tallies[row.list].bad += 1;
          else if (row.list !== child.list || row.line !== child.line) {
            tallies[row.list].merged += 1;
          }
        }
        if (!child.row.ok && rows.every((row) => row.ended)) tallies[child.list].bad += 1;
        if (rows.some(({ swapped }) => swapped)) {
          child.other = mergeRows(
            rows.map((row) => row.swapped ?? row),
            today,
          ).row;
        }
        yield child;
      }
    },
  };
}
