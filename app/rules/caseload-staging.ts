/**
 * Owns the preview of an import: each row of the file against what is held.
 * Practice: nothing is written before somebody confirms; a bad row is named by line and reason;
 * what the file has no column for stays as it is.
 */
import { ageInWords, type Cohort, cohortNames } from "./caseload";
import type { ReadCase, ReadRow } from "./caseload-import";
import { folded, type KnownPerson, matchPeople, type NewWorker } from "./caseload-people";
import { formatDate } from "./dates";

/** The facts of a case; people are ids, or the `ref` of somebody new. */
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
};

export type HeldCase = CaseFacts & { id: string; version: number };

export type Known = {
  teams: readonly { id: string; name: string; holdsCases: boolean }[];
  people: readonly KnownPerson[];
  cases: readonly HeldCase[];
};

export const outcomes = ["add", "change", "close", "unchanged", "bad"] as const;
export type Outcome = (typeof outcomes)[number];

/** One difference, in words, for the preview. */
export type Change = { field: string; from: string; to: string };

export type StagedRow = {
  line: number;
  outcome: Outcome;
  /** The case held under this reference; also of a bad row, so that it does not count as absent. */
  caseId: string | null;
  version: number | null;
  reference: string | null;
  facts: CaseFacts | null;
  changes: Change[];
  problem: string | null;
};

export type Staged = { rows: StagedRow[]; newWorkers: readonly NewWorker[]; cohorts: Cohort[] };

/** Sets each row of a file against what is held. */
export function stageRows(read: Iterable<{ line: number; row: ReadRow }>, known: Known): Staged {
  const teamByName = new Map(known.teams.map((team) => [folded(team.name), team]));
  const heldBy = new Map(known.cases.map((held) => [folded(held.reference), held]));
  const matcher = matchPeople(known.people);
  const seen = new Map<string, number>();
  const inFile = new Set<Cohort>();
  const rows: StagedRow[] = [];
  const nameTeam = namer(known.teams);
  const namePerson = namer(known.people, matcher.added);

  function stage(line: number, row: ReadCase): StagedRow {
    const problems: string[] = [];
    const held = heldBy.get(folded(row.reference));
    const team = teamByName.get(folded(row.team));
    if (!team) problems.push(`Check Team: there is no team called ${row.team.slice(0, 60)}`);
    else if (!team.holdsCases) problems.push(`Choose another team: ${team.name} holds no cases`);
    const teamId = team?.id ?? null;
    const person = (what: string, name: string, number: string, joins: string | null) => {
      if (problems.length > 0) return null;
      const { ref, problem } = matcher.match(what, name, number, joins);
      if (problem) problems.push(problem);
      return ref;
    };
    const workerId = person("worker", row.worker, row.workerNumber, teamId);
    const supervisorId =
      row.supervisor === undefined && row.supervisorNumber === ""
        ? (held?.supervisorId ?? null)
        : person("supervisor", row.supervisor ?? "", row.supervisorNumber, teamId);
    const officer = row.reviewingOfficer;
    const officerIsNumber = officer !== undefined && /\d|@/.test(officer);
    const reviewingOfficerId =
      officer === undefined
        ? (held?.reviewingOfficerId ?? null)
        : officerIsNumber
          ? person("reviewing officer", "", officer, null)
          : person("reviewing officer", officer, "", null);
    if (problems.length > 0) return bad(line, row.reference, held, problems);
    inFile.add(row.cohort);
    const facts: CaseFacts = {
      reference: held?.reference ?? row.reference,
      familyReference:
        row.familyReference === undefined ? (held?.familyReference ?? null) : row.familyReference,
      cohort: row.cohort,
      teamId,
      workerId,
      supervisorId,
      reviewingOfficerId,
      age: row.age === undefined ? (held?.age ?? null) : row.age,
      unborn: row.unborn === undefined ? (held?.unborn ?? false) : row.unborn,
      openedOn:
        row.openedByThen && held && held.openedOn < row.openedOn ? held.openedOn : row.openedOn,
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
      line,
      outcome,
      caseId: held?.id ?? null,
      version: held?.version ?? null,
      reference: facts.reference,
      facts,
      changes,
      problem: null,
    };
  }

  for (const { line, row } of read) {
    const reference = row.ok ? row.row.reference : row.reference;
    const key = reference === null ? null : folded(reference);
    const held = key === null ? undefined : heldBy.get(key);
    const before = key === null ? undefined : seen.get(key);
    if (key !== null && before === undefined) seen.set(key, line);
    if (before !== undefined) {
      rows.push(
        bad(line, reference, held, [
          `Take one of the two out: ${reference} is on line ${before} too`,
        ]),
      );
    } else if (row.ok) rows.push(stage(line, row.row));
    else rows.push(bad(line, row.reference, held, row.problems));
  }
  const named = namedIn(rows);
  const newWorkers = matcher.added.filter(({ ref }) => named.has(ref));
  return { rows, newWorkers, cohorts: [...inFile] };
}

/** Somebody new counts only where a good row names them. */
function namedIn(rows: readonly StagedRow[]): Set<string> {
  const refs = new Set<string>();
  for (const { facts } of rows) {
    for (const ref of [facts?.workerId, facts?.supervisorId, facts?.reviewingOfficerId]) {
      if (ref) refs.add(ref);
    }
  }
  return refs;
}

const bad = (
  line: number,
  reference: string | null,
  held: HeldCase | undefined,
  problems: string[],
): StagedRow => ({
  line,
  outcome: "bad",
  caseId: held?.id ?? null,
  version: null,
  reference,
  facts: null,
  changes: [],
  problem: problems.join(". "),
});

type Namer = (id: string | null) => string;

/** Names by id, those of people met on the way included. */
function namer(
  known: readonly { id: string; name: string }[],
  added: readonly NewWorker[] = [],
): Namer {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return (id) => {
    if (id === null) return "none";
    return names.get(id) ?? added.find(({ ref }) => ref === id)?.name ?? "somebody else";
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
  ];
  return pairs
    .filter(([, from, to]) => from !== to)
    .map(([field, from, to, words]) => ({ field, from: words(from), to: words(to) }));
}
