/**
 * Owns judging the rows of a caseload file: each against what is held and what was chosen before.
 * Practice: rows come one by one, so that a file of any length is judged in bounded memory; what
 * the file has no column for stays as it is.
 */

import { formatDate, laterDate } from "../core/dates";
import { lowered } from "../core/folding";
import type { NewWorker } from "../imports/matching-people";
import { findNear, whyTooMany } from "../imports/near";
import { meantOf, type Settled } from "../imports/same-number";
import type { KnownTeam } from "../imports/team-names";
import type { Cohort } from "./caseload";
import type { ReadCase, ReadRow } from "./import";
import type { UnplacedName } from "./mapping";
import { type KnownPeople, makePeople } from "./people-of-row";
import { makePlaces, type Refused, type Unplacing } from "./places";
import {
  asHeld,
  type CaseFacts,
  changesBetween,
  clean,
  type HeldCase,
  type Namer,
  namer,
  notTaken,
  type Outcome,
  type StagedRow,
} from "./staging";

export type Known = KnownPeople & { teams: readonly KnownTeam[] };

/** A row as read, with what stands around it. */
export type RowToJudge = {
  read: ReadRow;
  /** The cases under its reference: one at most, but for those kept from before zeros were set aside. */
  held: readonly HeldCase[];
  /** What was said of these, where they are two. */
  settled?: Settled | undefined;
  /** Where the same case stands before, in words ("line 4"). */
  before: string | undefined;
  /** Where it stands by the reference that is kept, if this is another one of it. */
  kept?: string | undefined;
};

/** The case that a reference means of those held under its key. */
export const heldAs = (all: readonly HeldCase[], reference: string, settled?: Settled) =>
  meantOf(all, (one) => lowered(one.reference) === lowered(reference), settled);

export type Judge = {
  judge(row: RowToJudge): StagedRow;
  /** The new people whom a row that is taken names. */
  newWorkers(): NewWorker[];
  /** The names that ask for a choice, remembered ones too; it stops between slices of the work. */
  unplaced(): Generator<undefined, UnplacedName[]>;
  /** Why its people can't be anyone's to go through; null where they can. */
  tooMany(): string | null;
  /** The cohorts of the rows that are taken. */
  cohorts(): Cohort[];
};

/** Judges the rows of one file, in its order, against what is held. */
export function makeJudge(known: Known): Judge {
  const place = makePlaces(known.teams, known.mappings);
  const people = makePeople(known);
  const names = collectNames();
  const taken = new Set<string>();
  const inFile = new Set<Cohort>();
  const namesOf = { team: namer(known.teams), person: people.nameOf };

  function stage(row: ReadCase, held: HeldCase | undefined, notes: string[]): StagedRow {
    const unplaced: Unplacing[] = [];
    const team = place.team(row.team, unplaced);
    const cohort = place.cohort(row, unplaced);
    names.add(unplaced);
    if (!cohort.ok || !team.ok) {
      const refused = cohort.ok ? team : cohort;
      const { outcome, problem } = refused as Refused;
      const stays = outcome === "left-out" && held ? "; the case you hold stays as it is" : "";
      return notTaken(outcome, row.reference, held, [problem + stays], notes);
    }
    const { ids, problems, ...met } = people.place(row, held, team.teamId);
    names.add(met.unplaced);
    if (problems.length > 0) return notTaken("bad", row.reference, held, problems, notes);
    inFile.add(cohort.cohort);
    for (const id of Object.values(ids)) if (id) taken.add(id);
    const placed = { cohort: cohort.cohort, teamId: team.teamId, ...ids };
    return becoming(held, factsOf(row, held, placed), notes, namesOf);
  }

  const newWorkers = () => people.added.filter(({ ref }) => taken.has(ref));

  return {
    judge: (row) => {
      const { read, held: all, settled } = row;
      const held = heldAs(all, (read.ok ? read.row.reference : read.reference) ?? "", settled);
      const elsewhere = whyNotJudged(row, held);
      if (elsewhere) return elsewhere;
      if (!read.ok) return notTaken("bad", read.reference, held, read.problems, []);
      const notes = read.notes ?? [];
      return read.ended ? stageEnded(read.row, held, notes, namesOf) : stage(read.row, held, notes);
    },
    newWorkers,
    *unplaced() {
      const near = yield* findNear(newWorkers(), known.people);
      return names.all().map(({ ref, ...name }): UnplacedName => {
        const found = name.why === "unknown" && ref ? near.get(ref) : undefined;
        return found ? { ...name, why: "alike", near: found.near } : { ...name, near: [] };
      });
    },
    tooMany: () => whyTooMany(newWorkers().length),
    cohorts: () => [...inFile],
  };
}

/** The names that could not be placed, each with how many rows it is on. */
function collectNames() {
  const names = new Map<string, Unplacing & { rows: number }>();
  return {
    /** Those of one row: a worker who is their own supervisor is one name on one row. */
    add(unplaced: readonly Unplacing[]) {
      const keys = new Map(unplaced.map((one) => [`${one.kind} ${one.key}`, one]));
      for (const [key, one] of keys) {
        const met = names.get(key);
        if (met) met.rows += 1;
        else names.set(key, { ...one, rows: 1 });
      }
    },
    all: () => [...names.values()],
  };
}

/** A row that is settled before its own words are read: another record of its child decides. */
function whyNotJudged(
  { read, held: all, before, kept }: RowToJudge,
  held: HeldCase | undefined,
): StagedRow | null {
  const reference = read.ok ? read.row.reference : read.reference;
  if (kept !== undefined && held) {
    const problem = `It is the same child as ${held.reference}, and goes by ${kept}`;
    return notTaken("left-out", reference, held, [problem], []);
  }
  if (before !== undefined) {
    const problem = `Take one of the two out: ${reference} is on ${before} too`;
    return notTaken("bad", reference, held, [problem], []);
  }
  if (all.length > 1 && !held) {
    const problem = `Say whether they are one child, or write the reference in the file exactly as one of ${inWords(all)}: both are here, and differ by zeros, spaces or case alone`;
    return notTaken("bad", reference, all[0], [problem], []);
  }
  return null;
}

type Placed = Pick<
  CaseFacts,
  "cohort" | "teamId" | "workerId" | "supervisorId" | "reviewingOfficerId"
>;

/** What a row makes of a case: what the file has no column for stays as it is. */
const factsOf = (row: ReadCase, held: HeldCase | undefined, placed: Placed): CaseFacts => ({
  reference: held?.reference ?? row.reference,
  familyReference:
    row.familyReference === undefined ? (held?.familyReference ?? null) : row.familyReference,
  ...placed,
  age: row.age === undefined ? (held?.age ?? null) : row.age,
  unborn: row.unborn === undefined ? (held?.unborn ?? false) : row.unborn,
  openedOn: openedOn(row, held),
  closedOn: row.closedOn,
  planSince: planSince(row, held, placed.cohort),
  reopenedOn: reopenedOn(row, held),
});

type Names = { team: Namer; person: Namer };

/** A row that is taken, as what it does to the case. */
function becoming(
  held: HeldCase | undefined,
  facts: CaseFacts,
  notes: string[],
  { team, person }: Names,
): StagedRow {
  const changes = held ? changesBetween(held, facts, team, person) : [];
  const outcome: Outcome = !held
    ? "add"
    : changes.length === 0
      ? "unchanged"
      : held.closedOn === null && facts.closedOn !== null
        ? "close"
        : "change";
  const { reference } = facts;
  return { outcome, ...asHeld(held), reference, facts, changes, ...clean(notes) };
}

/** Involvement that is over closes a case that is open here, and touches nothing else of it. */
function stageEnded(
  row: ReadCase,
  held: HeldCase | undefined,
  notes: string[],
  names: Names,
): StagedRow {
  const endedOn = row.closedOn ?? row.openedOn;
  if (!held || held.closedOn !== null) {
    const reason = `Involvement ended on ${formatDate(endedOn)}`;
    return notTaken("left-out", row.reference, held, [reason], notes);
  }
  const { id: _, version: __, ...was } = held;
  const facts = { ...was, closedOn: laterDate(endedOn, held.openedOn) };
  return { ...becoming(held, facts, notes, names), outcome: "close" };
}

/** What no list says stays as it is known for as long as the child is in the same cohort. */
function planSince(row: ReadCase, held: HeldCase | undefined, cohort: Cohort): string | null {
  if (row.planSince !== undefined) return row.planSince;
  return held && held.cohort === cohort && held.closedOn === null ? held.planSince : null;
}

/** A case that was closed here and is open in the file again, from a later day than it was closed. */
function reopenedOn(row: ReadCase, held: HeldCase | undefined): string | null {
  if (!held) return null;
  const again = held.closedOn !== null && row.closedOn === null && !row.openedUnknown;
  return again && row.openedOn > (held.closedOn ?? "") ? row.openedOn : held.reopenedOn;
}

const inWords = (cases: readonly HeldCase[]): string =>
  cases.map(({ reference }) => reference).join(" and ");

function openedOn(row: ReadCase, held: HeldCase | undefined): string {
  if (held && row.openedUnknown) return held.openedOn;
  return held && row.openedByThen && held.openedOn < row.openedOn ? held.openedOn : row.openedOn;
}
