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
    const group = key === null ? undefined : groups.get(key);
    if (key === null || group?.some(({ id }) => id === person.id)) continue;
    if (group) group.push(person);
    else groups.set(key, [person]);
  }
  return groups;
}

/** Thousands of rows name the same hundred people. */
function foldedOnce(): (name: string) => string {
  const folds = new Map<string, string>();
  return (name) => {
    const met = folds.get(name);
    if (met !== undefined) return met;
    const key = foldName(name);
    folds.set(name, key);
    return key;
  };
}

/** The people who are known, found by what a file may write of them. */
function directoryOf(known: readonly KnownPerson[], settled: SettledNumbers) {
  const byNumber = groupBy(known, ({ staffNumber }) => staffNumber && foldNumber(staffNumber));
  const byEmail = groupBy(known, ({ email }) => email && lowered(email));
  const named = (active: boolean) =>
    groupBy(
      known.filter((person) => person.active === active),
      (person) => foldName(person.name),
    );
  const here = named(true);
  const left = named(false);
  const ids = new Set(known.map(({ id }) => id));
  return {
    has: (id: string) => ids.has(id),
    here: (key: string) => here.get(key) ?? [],
    left: (key: string) => left.get(key) ?? [],
    /** Numbers stored before zeros and case were set aside may be two; as written, one of them. */
    holdersOf(number: string): KnownPerson[] {
      const holders = (isEmail(number) ? byEmail : byNumber).get(numberKey(number)) ?? [];
      const spelledSo = ({ staffNumber }: KnownPerson) => staffNumber === number;
      const meant = meantOf(holders, spelledSo, settled.get(numberKey(number)));
      return meant ? [meant] : holders;
    },
  };
}

/** Those whom nobody knows, as the rows of a file name them. */
function newcomersOf(keyOf: (name: string) => string) {
  const added: NewWorker[] = [];
  const byNumber = new Map<string, NewWorker>();
  const byName = new Map<string, NewWorker[]>();
  return {
    added,
    under: (number: string) => byNumber.get(numberKey(number)),
    named: (name: string) => byName.get(keyOf(name)) ?? [],
    add(name: string, number: string, teamId: string | null): string {
      const person = {
        ref: `new-${added.length + 1}`,
        name,
        staffNumber: number && !isEmail(number) ? number : null,
        email: isEmail(number) ? number : null,
        teamId,
      };
      added.push(person);
      const namesakes = byName.get(keyOf(name));
      if (namesakes) namesakes.push(person);
      else byName.set(keyOf(name), [person]);
      if (number) byNumber.set(numberKey(number), person);
      return person.ref;
    },
    /** Someone met by name alone has this number as well. */
    number(person: NewWorker, number: string): string {
      if (isEmail(number)) person.email = number;
      else person.staffNumber = number;
      byNumber.set(numberKey(number), person);
      return person.ref;
    },
  };
}

/** Matches one file's staff; the same name or number always gives the same person. */
export function matchPeople(
  known: readonly KnownPerson[],
  chosen: ReadonlyMap<string, ChosenWorker> = new Map(),
  settled: SettledNumbers = new Map(),
): PeopleMatcher {
  const keyOf = foldedOnce();
  const directory = directoryOf(known, settled);
  const newcomers = newcomersOf(keyOf);
  /** Which number a person was first met under: two numbers are two people. */
  const claimed = new Map<string, string>();

  /** Undefined where nothing was chosen, or it can't be done any more. */
  function chosenFor(key: string): { ref: string | null } | undefined {
    const before = chosen.get(key);
    if (before?.choice === "nobody") return { ref: null };
    if (before?.choice !== "use" || before.personId === null) return undefined;
    return directory.has(before.personId) ? { ref: before.personId } : undefined;
  }

  function matchByNumber(what: string, name: string, number: string, teamId: string | null): Match {
    const key = numberKey(number);
    const holders = directory.holdersOf(number);
    if (holders.length === 1) return { ref: holders[0]?.id ?? null };
    const why = holders.length > 1 ? "several" : "unknown";
    const unplaced: Unplaced = { key: workerKey(name, number), name, number, why };
    const before = chosenFor(unplaced.key);
    if (before) return { ...before, unplaced };
    if (why === "several") {
      const problem = `Choose who the ${what} is: ${holders.length} people have the number ${number}, with or without zeros before it`;
      return { ref: null, problem, unplaced };
    }
    const earlier = newcomers.under(number);
    if (earlier) return { ref: earlier.ref, unplaced };
    if (name === "") {
      const problem = `Add the name of the ${what}: nobody has the number ${number}`;
      return { ref: null, problem, unplaced };
    }
    const namesakes = directory
      .here(keyOf(name))
      .filter(
        (person) =>
          (isEmail(number) ? person.email : person.staffNumber) === null &&
          [undefined, key].includes(claimed.get(person.id)),
      );
    const only = namesakes.length === 1 ? namesakes[0] : undefined;
    if (only) {
      claimed.set(only.id, key);
      return { ref: only.id };
    }
    const unnumbered = newcomers
      .named(name)
      .find((person) => person.staffNumber === null && !person.email);
    const ref = unnumbered
      ? newcomers.number(unnumbered, number)
      : newcomers.add(name, number, teamId);
    return { ref, unplaced };
  }

  function matchByName(what: string, name: string, teamId: string | null): Match {
    const key = keyOf(name);
    const active = directory.here(key);
    if (active.length === 1) return { ref: active[0]?.id ?? null };
    const left =
      active.length === 0 && chosen.get(key)?.choice !== "add" ? directory.left(key) : [];
    const people = [...active, ...left];
    const met = newcomers.named(name);
    const count = people.length + met.length;
    const leaver = count === 1 ? left[0] : undefined;
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
    return { ref: met[0]?.ref ?? newcomers.add(name, "", teamId), unplaced };
  }

  function matchAny(what: string, name: string, number: string, teamId: string | null): Match {
    if (number) return matchByNumber(what, name, number, teamId);
    return name ? matchByName(what, name, teamId) : { ref: null };
  }

  return {
    added: newcomers.added,
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
