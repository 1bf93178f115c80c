/**
 * Owns matching the staff that a caseload file names with the people who are known.
 * Practice: by email or staff number, else by name where only one person has it, whoever left
 * included; else a new person without an account, listed before anything is written.
 */
import { foldName, foldNumber, lowered, naturalName } from "../core/folding";
import { meantOf, type SettledNumbers } from "./same-number";

export type KnownPerson = {
  id: string;
  /** The record itself, where it is another one of the person of this id. */
  recordId?: string;
  name: string;
  email: string | null;
  staffNumber: string | null;
  active: boolean;
  /** Who manages them, where known. */
  managerId?: string | null;
};

/** Someone the file names and nobody knows; `ref` stands for them until they are added. */
export type NewWorker = {
  ref: string;
  name: string;
  staffNumber: string | null;
  email: string | null;
  teamId: string | null;
};

/** A name that could not be placed by itself, for the person importing to choose. */
export type Unplaced = {
  key: string;
  name: string;
  number: string;
  why: "unknown" | "several" | "left";
};

/** `unplaced` is told even where a remembered choice answers it, so that it can be changed. */
export type Match = { ref: string | null; problem?: string; unplaced?: Unplaced };

/** By number where the file gives one, because names are shared and change. */
export const workerKey = (name: string, number: string): string =>
  number === "" ? foldName(name) : `#${numberKey(number)}`;

const isEmail = (number: string): boolean => number.includes("@");
const numberKey = (number: string): string =>
  isEmail(number) ? lowered(number) : foldNumber(number);

/** What was chosen before for a worker's key: a person, someone new, another name, or nobody. */
export type ChosenWorker = {
  choice: "use" | "add" | "nobody" | "same";
  personId: string | null;
  sameName?: string;
  sameNumber?: string;
};

export type PeopleMatcher = {
  /** `what` names the column in a problem ("worker"); a new person joins `teamId`. */
  match(what: string, name: string, number: string, teamId: string | null): Match;
  added: readonly NewWorker[];
};

type Groups = Map<string, KnownPerson[]>;

function groupBy(people: readonly KnownPerson[], keyOf: (person: KnownPerson) => string | null) {
  const groups: Groups = new Map();
  for (const person of people) {
    const key = keyOf(person);
    if (key === null) continue;
    const group = groups.get(key);
    if (group?.some(({ id }) => id === person.id)) continue;
    if (group) group.push(person);
    else groups.set(key, [person]);
  }
  return groups;
}

/** Matches one file's staff; the same name or number always gives the same person. */
export function matchPeople(
  known: readonly KnownPerson[],
  chosen: ReadonlyMap<string, ChosenWorker> = new Map(),
  settled: SettledNumbers = new Map(),
): PeopleMatcher {
  const byNumber = groupBy(known, ({ staffNumber }) => staffNumber && foldNumber(staffNumber));
  const byEmail = groupBy(known, ({ email }) => email && lowered(email));
  const byName = groupBy(
    known.filter((person) => person.active),
    (person) => foldName(person.name),
  );
  const byNameLeft = groupBy(
    known.filter((person) => !person.active),
    (person) => foldName(person.name),
  );
  const ids = new Set(known.map(({ id }) => id));
  const added: NewWorker[] = [];
  const addedByNumber = new Map<string, NewWorker>();
  const addedByName = new Map<string, NewWorker[]>();
  /** Which number a person was first met under: two numbers are two people. */
  const claimed = new Map<string, string>();
  const folds = new Map<string, string>();
  /** Thousands of rows name the same hundred people. */
  const keyOf = (name: string): string => {
    const met = folds.get(name);
    if (met !== undefined) return met;
    const key = foldName(name);
    folds.set(name, key);
    return key;
  };

  /** Undefined where nothing was chosen, or it can't be done any more. */
  function chosenFor(key: string): { ref: string | null } | undefined {
    const before = chosen.get(key);
    if (before?.choice === "nobody") return { ref: null };
    if (before?.choice !== "use" || before.personId === null) return undefined;
    return ids.has(before.personId) ? { ref: before.personId } : undefined;
  }

  function add(name: string, number: string, teamId: string | null): string {
    const person = {
      ref: `new-${added.length + 1}`,
      name,
      staffNumber: number && !isEmail(number) ? number : null,
      email: isEmail(number) ? number : null,
      teamId,
    };
    added.push(person);
    const namesakes = addedByName.get(keyOf(name));
    if (namesakes) namesakes.push(person);
    else addedByName.set(keyOf(name), [person]);
    if (number) addedByNumber.set(numberKey(number), person);
    return person.ref;
  }

  /** Numbers stored before zeros and case were set aside may be two; as written, one of them. */
  function holderOf(number: string): KnownPerson[] {
    const holders = (isEmail(number) ? byEmail : byNumber).get(numberKey(number)) ?? [];
    const spelledSo = ({ staffNumber }: KnownPerson) => staffNumber === number;
    const meant = meantOf(holders, spelledSo, settled.get(numberKey(number)));
    return meant ? [meant] : holders;
  }

  function matchByNumber(what: string, name: string, number: string, teamId: string | null): Match {
    const key = numberKey(number);
    const holders = holderOf(number);
    if (holders.length === 1) return { ref: holders[0]?.id ?? null };
    const why = holders.length > 1 ? "several" : "unknown";
    const unplaced: Unplaced = { key: workerKey(name, number), name, number, why };
    const before = chosenFor(unplaced.key);
    if (before) return { ...before, unplaced };
    if (why === "several") {
      const problem = `Choose who the ${what} is: ${holders.length} people have the number ${number}, with or without zeros before it`;
      return { ref: null, problem, unplaced };
    }
    const earlier = addedByNumber.get(key);
    if (earlier) return { ref: earlier.ref, unplaced };
    if (name === "") {
      const problem = `Add the name of the ${what}: nobody has the number ${number}`;
      return { ref: null, problem, unplaced };
    }
    const namesakes = (byName.get(keyOf(name)) ?? []).filter(
      (person) =>
        (isEmail(number) ? person.email : person.staffNumber) === null &&
        [undefined, key].includes(claimed.get(person.id)),
    );
    const only = namesakes.length === 1 ? namesakes[0] : undefined;
    if (only) {
      claimed.set(only.id, key);
      return { ref: only.id };
    }
    const unnumbered = (addedByName.get(keyOf(name)) ?? []).find(
      (person) => person.staffNumber === null && !person.email,
    );
    if (!unnumbered) return { ref: add(name, number, teamId), unplaced };
    if (isEmail(number)) unnumbered.email = number;
    else unnumbered.staffNumber = number;
    addedByNumber.set(key, unnumbered);
    return { ref: unnumbered.ref, unplaced };
  }

  function matchByName(what: string, name: string, teamId: string | null): Match {
    const key = keyOf(name);
    const active = byName.get(key) ?? [];
    if (active.length === 1) return { ref: active[0]?.id ?? null };
    const left =
      active.length === 0 && chosen.get(key)?.choice !== "add" ? byNameLeft.get(key) : [];
    const people = [...active, ...(left ?? [])];
    const met = addedByName.get(key) ?? [];
    const count = people.length + met.length;
    const leaver = count === 1 ? left?.[0] : undefined;
    const why = leaver ? "left" : count > 1 ? "several" : "unknown";
    const unplaced: Unplaced = { key, name, number: "", why };
    const before = chosenFor(key);
    if (before) return { ...before, unplaced };
    // Whom the case system still names is that person, though they left.
    if (leaver) return { ref: leaver.id, unplaced };
    if (count > 1) {
      const problem = `Add the number of the ${what}: ${count} people have this name`;
      return { ref: null, problem, unplaced };
    }
    return { ref: met[0]?.ref ?? add(name, "", teamId), unplaced };
  }

  function matchAny(what: string, name: string, number: string, teamId: string | null): Match {
    if (number) return matchByNumber(what, name, number, teamId);
    return name ? matchByName(what, name, teamId) : { ref: null };
  }

  return {
    added,
    match: (what, written, number, teamId) => {
      const name = naturalName(written);
      if (name === "" && number === "") return { ref: null };
      const key = number ? workerKey(name, number) : keyOf(name);
      const same = chosen.get(key);
      if (same?.choice !== "same") return matchAny(what, name, number, teamId);
      // One step: whom the other name means is not looked up in turn.
      const { ref } = matchAny(what, same.sameName ?? "", same.sameNumber ?? "", teamId);
      return { ref, unplaced: { key, name, number, why: "unknown" } };
    },
  };
}
