/**
 * Owns what an import makes of a row: the facts of a case, the outcome, and each difference in words.
 * Practice: nothing is written before someone confirms; a bad row is named by line and reason.
 */

import { formatDate } from "../core/dates";
import type { NewWorker } from "../imports/matching-people";
import { ageInWords, type Cohort, cohortNames } from "./caseload";

/** The facts of a case; people are ids, or the `ref` of someone new. */
export type CaseFacts = {
  reference: string;
  familyReference: string | null;
  cohort: Cohort;
  teamId: string | null;
  workerId: string | null;
  supervisorId: string | null;
  reviewingOfficerId: string | null;
  age: number | null;
  unborn: boolean;
  openedOn: string;
  closedOn: string | null;
  /** Since when the child has been on the plan of their cohort; null where no list said. */
  planSince: string | null;
  /** When it was last opened again after it was closed; null where that was never seen here. */
  reopenedOn: string | null;
};

export type HeldCase = CaseFacts & { id: string; version: number };

/**
 * What becomes of a row. "unmapped" waits for someone to say which team is meant; "left-out" is
 * read and rightly not taken: involvement that ended, or a team that is not in use here.
 */
export const outcomes = [
  "bad",
  "unmapped",
  "add",
  "change",
  "close",
  "unchanged",
  "left-out",
] as const;
export type Outcome = (typeof outcomes)[number];

/** How many rows of a file are not taken, for whatever reason. */
export const countNotTaken = (counts: Record<Outcome, number>): number =>
  counts.bad + counts.unmapped + counts["left-out"];

/** One difference, in words, for the preview. */
export type Change = { field: string; from: string; to: string };

export type StagedRow = {
  outcome: Outcome;
  /** The case held under this reference; also of a bad row, so that it does not count as absent. */
  caseId: string | null;
  version: number | null;
  reference: string | null;
  facts: CaseFacts | null;
  changes: Change[];
  /** What was merged or not understood, in words. */
  notes: string[];
  /** Why the row is not taken. */
  problem: string | null;
};

export type Namer = (id: string | null) => string;

/** Names by id, those of people met on the way included. */
export function namer(
  known: readonly { id: string; name: string }[],
  added: readonly NewWorker[] = [],
): Namer {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return (id) => {
    if (id === null) return "none";
    const nth = /^new-(\d+)$/.exec(id)?.[1];
    return names.get(id) ?? (nth ? added[Number(nth) - 1]?.name : undefined) ?? "someone else";
  };
}

/** What differs between the case as held and as the file has it. */
export function changesBetween(
  held: CaseFacts,
  file: CaseFacts,
  nameTeam: Namer,
  namePerson: Namer,
): Change[] {
  const onDate = (date: string | null) => (date === null ? "open" : formatDate(date));
  const knownDate = (date: string | null) => (date === null ? "not known" : formatDate(date));
  const pairs: [string, string | null, string | null, Namer][] = [
    ["Cohort", held.cohort, file.cohort, (cohort) => cohortNames[cohort as Cohort]],
    ["Team", held.teamId, file.teamId, nameTeam],
    ["Worker", held.workerId, file.workerId, namePerson],
    ["Supervisor", held.supervisorId, file.supervisorId, namePerson],
    ["Reviewing officer", held.reviewingOfficerId, file.reviewingOfficerId, namePerson],
    ["Family reference", held.familyReference, file.familyReference, (text) => text ?? "none"],
    ["Age", ageInWords(held.age, held.unborn), ageInWords(file.age, file.unborn), (t) => t ?? ""],
    ["Opened", held.openedOn, file.openedOn, onDate],
    ["Closed", held.closedOn, file.closedOn, onDate],
    ["On this plan since", held.planSince, file.planSince, knownDate],
    ["Opened again", held.reopenedOn, file.reopenedOn, knownDate],
  ];
  return pairs
    .filter(([, from, to]) => from !== to)
    .map(([field, from, to, words]) => ({ field, from: words(from), to: words(to) }));
}

/** The case a row is about. */
export const asHeld = (held: HeldCase | undefined) => ({
  caseId: held?.id ?? null,
  version: held?.version ?? null,
});

/** A row that is taken. */
export const clean = (notes: string[]) => ({ notes, problem: null });

/** A row that is not taken, and why. */
export const notTaken = (
  outcome: Outcome,
  reference: string | null,
  held: HeldCase | undefined,
  problems: string[],
  notes: string[],
): StagedRow => ({
  outcome,
  caseId: held?.id ?? null,
  version: null,
  reference,
  facts: null,
  changes: [],
  notes,
  problem: problems.join(". "),
});
