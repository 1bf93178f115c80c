/**
 * Owns whom a row of a caseload file names: its worker, their supervisor and its reviewing officer.
 * Practice: what the file has no column for stays as it is; without a column for it a new worker's
 * own line supervises.
 */
import { type KnownPerson, matchPeople } from "../imports/matching-people";
import type { SettledNumbers } from "../imports/same-number";
import type { ReadCase } from "./import";
import type { Mapping } from "./mapping";
import type { Unplacing } from "./places";
import { type HeldCase, namer } from "./staging";

export type KnownPeople = {
  people: readonly KnownPerson[];
  mappings: readonly Mapping[];
  /** What was said of staff numbers that two people have but for zeros. */
  numbers?: SettledNumbers;
};

/** Places the people of the rows of one file; `added` are those whom nobody knows. */
export function makePeople({ people, mappings, numbers }: KnownPeople) {
  const matcher = matchPeople(people, chosenWorkers(mappings), numbers);
  const managerOf = new Map(people.map((person) => [person.id, person.managerId]));
  const whoOf = new Map(people.map(({ id, recordId }) => [recordId ?? id, id]));
  const named = people.map(({ id, recordId, name }) => ({ id: recordId ?? id, name }));
  /** What is held stays as it is where it is another record of the person that the file means. */
  const kept = (ref: string | null, held: string | null | undefined) =>
    ref !== null && held && whoOf.get(held) === ref ? held : ref;

  /** Who supervises where the file does not say. */
  const lineOf = (workerId: string | null, held: HeldCase | undefined): string | null => {
    if (held && held.workerId === workerId) return held.supervisorId;
    const manager = managerOf.get(workerId ?? "") ?? null;
    return kept(manager, held?.supervisorId) ?? held?.supervisorId ?? null;
  };

  function place(row: ReadCase, held: HeldCase | undefined, teamId: string | null) {
    const problems: string[] = [];
    const unplaced: Unplacing[] = [];
    const person = (
      what: string,
      { name, number }: { name: string; number: string },
      joins: string | null,
      before: string | null | undefined,
    ) => {
      const found = matcher.match(what, name, number, joins);
      if (found.problem) problems.push(found.problem);
      if (found.unplaced) unplaced.push({ kind: "worker", ...found.unplaced, ref: found.ref });
      return kept(found.ref, before);
    };
    const worker = { name: row.worker, number: row.workerNumber };
    const workerId = person("worker", worker, teamId, held?.workerId);
    const supervisor = { name: row.supervisor ?? "", number: row.supervisorNumber };
    const supervisorId =
      row.supervisor === undefined && row.supervisorNumber === ""
        ? lineOf(workerId, held)
        : person("supervisor", supervisor, teamId, held?.supervisorId);
    const officer = row.reviewingOfficer;
    const reviewingOfficerId =
      officer === undefined
        ? (held?.reviewingOfficerId ?? null)
        : person("reviewing officer", asWritten(officer), null, held?.reviewingOfficerId);
    return { ids: { workerId, supervisorId, reviewingOfficerId }, problems, unplaced };
  }

  return { place, added: matcher.added, nameOf: namer(named, matcher.added) };
}

/** A column that holds names or numbers: a figure or an @ tells which. */
const asWritten = (written: string) =>
  /\d|@/.test(written) ? { name: "", number: written } : { name: written, number: "" };

const chosenWorkers = (mappings: readonly Mapping[]) =>
  new Map(
    mappings.flatMap(({ kind, key, choice, personId, sameName, sameNumber }) =>
      kind === "worker" && choice !== "leave-out" && choice !== "waiting"
        ? [[key, { choice, personId, sameName, sameNumber }] as const]
        : [],
    ),
  );
