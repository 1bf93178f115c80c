/**
 * Owns judging the rows of a caseload file: each against what is held and what was chosen before.
 * Practice: rows come one by one, so that a file of any length is judged in bounded memory; what
 * the file has no column for stays as it is.
 */

import { formatDate, laterDate } from "../core/dates";
import { lowered } from "../core/folding";
import { type KnownPerson, matchPeople, type NewWorker } from "../imports/matching-people";
import { findNear, whyTooMany } from "../imports/near";
import { meantOf, type Settled, type SettledNumbers } from "../imports/same-number";
import type { KnownTeam } from "../imports/team-names";
import type { Cohort } from "./caseload";
import type { ReadCase, ReadRow } from "./import";
import type { Mapping, UnplacedName } from "./mapping";
import { makePlaces, type Refused, type Unplacing } from "./places";
import {
  asHeld,
  type CaseFacts,
  changesBetween,
  clean,
  type HeldCase,
  namer,
  notTaken,
  type Outcome,
  type StagedRow,
} from "./staging";

export type Known = {
  teams: readonly KnownTeam[];
  people: readonly KnownPerson[];
  mappings: readonly Mapping[];
  /** What was said of staff numbers that two people have but for zeros. */
  numbers?: SettledNumbers;
};

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
  const matcher = matchPeople(known.people, chosenWorkers(known.mappings), known.numbers);
  const managerOf = new Map(known.people.map((person) => [person.id, person.managerId]));
  const names = new Map<string, Unplacing & { rows: number }>();
  const taken = new Set<string>();
  const inFile = new Set<Cohort>();
  const nameTeam = namer(known.teams);
  const whoOf = new Map(known.people.map(({ id, recordId }) => [recordId ?? id, id]));
  const named = known.people.map(({ id, recordId, name }) => ({ id: recordId ?? id, name }));
  const namePerson = namer(named, matcher.added);
  /** What is held stays as it is where it is another record of the person that the file means. */
  const kept = (ref: string | null, held: string | null | undefined) =>
    ref !== null && held && whoOf.get(held) === ref ? held : ref;

  function placePeople(row: ReadCase, held: HeldCase | undefined, teamId: string | null) {
    const problems: string[] = [];
    const unplaced: Unplacing[] = [];
    const person = (
      what: string,
      name: string,
      number: string,
      joins: string | null,
      before: string | null | undefined,
    ) => {
      const found = matcher.match(what, name, number, joins);
      if (found.problem) problems.push(found.problem);
      if (found.unplaced) unplaced.push({ kind: "worker", ...found.unplaced, ref: found.ref });
      return kept(found.ref, before);
    };
    const officer = row.reviewingOfficer;
    const officerIsNumber = officer !== undefined && /\d|@/.test(officer);
    const workerId = person("worker", row.worker, row.workerNumber, teamId, held?.workerId);
    // Without a column for it a new worker's own line supervises; else what is held stays.
    const lineOf = () =>
      held && held.workerId === workerId
        ? held.supervisorId
        : (kept(managerOf.get(workerId ?? "") ?? null, held?.supervisorId) ??
          held?.supervisorId ??
          null);
    const ids = {
      workerId,
      supervisorId:
        row.supervisor === undefined && row.supervisorNumber === ""
          ? lineOf()
          : person(
              "supervisor",
              row.supervisor ?? "",
              row.supervisorNumber,
              teamId,
              held?.supervisorId,
            ),
      reviewingOfficerId:
        officer === undefined
          ? (held?.reviewingOfficerId ?? null)
          : person(
              "reviewing officer",
              officerIsNumber ? "" : officer,
              officerIsNumber ? officer : "",
              null,
              held?.reviewingOfficerId,
            ),
    };
    return { ids, problems, unplaced };
  }

  function count(unplaced: readonly Unplacing[]) {
    // A worker who is their own supervisor is one name on one row.
    const keys = new Map(unplaced.map((one) => [`${one.kind} ${one.key}`, one]));
    for (const [key, one] of keys) {
      const met = names.get(key);
      if (met) met.rows += 1;
      else names.set(key, { ...one, rows: 1 });
    }
  }

  function stage(row: ReadCase, held: HeldCase | undefined, notes: string[]): StagedRow {
    const unplaced: Unplacing[] = [];
    const team = place.team(row.team, unplaced);
    const cohort = place.cohort(row, unplaced);
    count(unplaced);
    if (!cohort.ok || !team.ok) {
      const refused = cohort.ok ? team : cohort;
      const { outcome, problem } = refused as Refused;
      const stays = outcome === "left-out" && held ? "; the case you hold stays as it is" : "";
      return notTaken(outcome, row.reference, held, [problem + stays], notes);
    }
    const people = placePeople(row, held, team.teamId);
    count(people.unplaced);
    if (people.problems.length > 0) {
      return notTaken("bad", row.reference, held, people.problems, notes);
    }
    inFile.add(cohort.cohort);
    for (const id of Object.values(people.ids)) if (id) taken.add(id);
    const facts: CaseFacts = {
      reference: held?.reference ?? row.reference,
      familyReference:
        row.familyReference === undefined ? (held?.familyReference ?? null) : row.familyReference,
      cohort: cohort.cohort,
      teamId: team.teamId,
      ...people.ids,
      age: row.age === undefined ? (held?.age ?? null) : row.age,
      unborn: row.unborn === undefined ? (held?.unborn ?? false) : row.unborn,
      openedOn: openedOn(row, held),
      closedOn: row.closedOn,
    };
    const changes = held ? changesBetween(held, facts, nameTeam, namePerson) : [];
    const outcome: Outcome = !held
      ? "add"
      : changes.length === 0
        ? "unchanged"
        : held.closedOn === null && facts.closedOn !== null
          ? "close"
          : "change";
    return {
      outcome,
      ...asHeld(held),
      reference: facts.reference,
      facts,
      changes,
      ...clean(notes),
    };
  }

  /** Involvement that is over closes a case that is open here, and touches nothing else of it. */
  function stageEnded(row: ReadCase, held: HeldCase | undefined, notes: string[]): StagedRow {
    const endedOn = row.closedOn ?? row.openedOn;
    if (!held || held.closedOn !== null) {
      const reason = `Involvement ended on ${formatDate(endedOn)}`;
      return notTaken("left-out", row.reference, held, [reason], notes);
    }
    const { id: _, version: __, ...was } = held;
    const facts = { ...was, closedOn: laterDate(endedOn, held.openedOn) };
    const changes = changesBetween(held, facts, nameTeam, namePerson);
    return {
      outcome: "close",
      ...asHeld(held),
      reference: held.reference,
      facts,
      changes,
      ...clean(notes),
    };
  }

  const newWorkers = () => matcher.added.filter(({ ref }) => taken.has(ref));

  return {
    judge: ({ read, held: all, settled, before, kept }) => {
      const reference = read.ok ? read.row.reference : read.reference;
      const held = heldAs(all, reference ?? "", settled);
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
      if (!read.ok) return notTaken("bad", reference, held, read.problems, []);
      const notes = read.notes ?? [];
      return read.ended ? stageEnded(read.row, held, notes) : stage(read.row, held, notes);
    },
    newWorkers,
    *unplaced() {
      const near = yield* findNear(newWorkers(), known.people);
      return [...names.values()].map(({ ref, ...name }): UnplacedName => {
        const found = name.why === "unknown" && ref ? near.get(ref) : undefined;
        return found ? { ...name, why: "alike", near: found.near } : { ...name, near: [] };
      });
    },
    tooMany: () => whyTooMany(newWorkers().length),
    cohorts: () => [...inFile],
  };
}

const inWords = (cases: readonly HeldCase[]): string =>
  cases.map(({ reference }) => reference).join(" and ");

function openedOn(row: ReadCase, held: HeldCase | undefined): string {
  if (held && row.openedUnknown) return held.openedOn;
  return held && row.openedByThen && held.openedOn < row.openedOn ? held.openedOn : row.openedOn;
}

const chosenWorkers = (mappings: readonly Mapping[]) =>
  new Map(
    mappings.flatMap(({ kind, key, choice, personId, sameName, sameNumber }) =>
      kind === "worker" && choice !== "leave-out" && choice !== "waiting"
        ? [[key, { choice, personId, sameName, sameNumber }] as const]
        : [],
    ),
  );
