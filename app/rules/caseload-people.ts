/**
 * Owns matching the staff that a caseload file names with the people who are known.
 * Practice: by e-mail or staff number, else by exact name where only one person has it, else a
 * new person without an account, listed before anything is written.
 */

export type KnownPerson = {
  id: string;
  name: string;
  email: string | null;
  staffNumber: string | null;
  active: boolean;
  /** Who manages them, where known. */
  managerId?: string | null;
};

/** Somebody the file names and nobody knows; `ref` stands for them until they are added. */
export type NewWorker = {
  ref: string;
  name: string;
  staffNumber: string | null;
  email: string | null;
  teamId: string | null;
};

/** A name that could not be placed by itself, for the person importing to choose. */
export type Unplaced = { key: string; name: string; number: string; why: "unknown" | "several" };

/** `unplaced` is told even where a remembered choice answers it, so that it can be changed. */
export type Match = { ref: string | null; problem?: string; unplaced?: Unplaced };

/** Compared without regard to case and white space. */
export const folded = (text: string): string =>
  text.normalize("NFKC").toLocaleLowerCase("en-GB").replace(/\s+/g, " ").trim();

/** "Lindley, Pat" as "Pat Lindley"; anything else as it is. */
export function naturalName(name: string): string {
  const turned = /^([^,]+),([^,]+)$/.exec(name);
  return turned ? `${turned[2]?.trim()} ${turned[1]?.trim()}` : name;
}

/** By number where the file gives one, because names are shared and change. */
export const workerKey = (name: string, number: string): string =>
  number === "" ? folded(naturalName(name)) : `#${folded(number)}`;

/** What was chosen before for a worker's key: a person, somebody new, or nobody. */
export type ChosenWorker = { choice: "use" | "add" | "nobody"; personId: string | null };

export type PeopleMatcher = {
  /** `what` names the column in a problem ("worker"); a new person joins `teamId`. */
  match(what: string, name: string, number: string, teamId: string | null): Match;
  added: readonly NewWorker[];
};

function groupBy(people: readonly KnownPerson[], keyOf: (person: KnownPerson) => string | null) {
  const groups = new Map<string, KnownPerson[]>();
  for (const person of people) {
    const key = keyOf(person);
    if (key === null) continue;
    const group = groups.get(folded(key));
    if (group) group.push(person);
    else groups.set(folded(key), [person]);
  }
  return groups;
}

/** Matches one file's staff; the same name or number always gives the same person. */
export function matchPeople(
  known: readonly KnownPerson[],
  chosen: ReadonlyMap<string, ChosenWorker> = new Map(),
): PeopleMatcher {
  const byNumber = groupBy(known, (person) => person.staffNumber);
  const byEmail = groupBy(known, (person) => person.email);
  const byName = groupBy(
    known.filter((person) => person.active),
    (person) => naturalName(person.name),
  );
  const ids = new Set(known.map(({ id }) => id));
  const added: NewWorker[] = [];
  const addedByNumber = new Map<string, NewWorker>();
  const addedByName = new Map<string, NewWorker[]>();
  /** Which number a person was first met under: two numbers are two people. */
  const claimed = new Map<string, string>();

  /** Undefined where nothing was chosen, or it can't be done any more. */
  function chosenFor(key: string): { ref: string | null } | undefined {
    const before = chosen.get(key);
    if (before?.choice === "nobody") return { ref: null };
    if (before?.choice !== "use" || before.personId === null) return undefined;
    return ids.has(before.personId) ? { ref: before.personId } : undefined;
  }

  function add(name: string, number: string, teamId: string | null): string {
    const isEmail = number.includes("@");
    const person = {
      ref: `new-${added.length + 1}`,
      name,
      staffNumber: number && !isEmail ? number : null,
      email: isEmail ? number : null,
      teamId,
    };
    added.push(person);
    const namesakes = addedByName.get(folded(name));
    if (namesakes) namesakes.push(person);
    else addedByName.set(folded(name), [person]);
    if (number) addedByNumber.set(folded(number), person);
    return person.ref;
  }

  function matchByNumber(what: string, name: string, number: string, teamId: string | null): Match {
    const isEmail = number.includes("@");
    const key = folded(number);
    const exact = (isEmail ? byEmail : byNumber).get(key)?.[0]?.id;
    if (exact) return { ref: exact };
    const unplaced: Unplaced = { key: workerKey(name, number), name, number, why: "unknown" };
    const before = chosenFor(unplaced.key);
    if (before) return { ...before, unplaced };
    const earlier = addedByNumber.get(key);
    if (earlier) return { ref: earlier.ref, unplaced };
    if (name === "") {
      const problem = `Add the name of the ${what}: nobody has the number ${number}`;
      return { ref: null, problem, unplaced };
    }
    const namesakes = (byName.get(folded(name)) ?? []).filter(
      (person) =>
        (isEmail ? person.email : person.staffNumber) === null &&
        [undefined, key].includes(claimed.get(person.id)),
    );
    const only = namesakes.length === 1 ? namesakes[0] : undefined;
    if (only) {
      claimed.set(only.id, key);
      return { ref: only.id };
    }
    const unnumbered = (addedByName.get(folded(name)) ?? []).find(
      (person) => person.staffNumber === null && !person.email,
    );
    if (!unnumbered) return { ref: add(name, number, teamId), unplaced };
    if (isEmail) unnumbered.email = number;
    else unnumbered.staffNumber = number;
    addedByNumber.set(key, unnumbered);
    return { ref: unnumbered.ref, unplaced };
  }

  function matchByName(what: string, name: string, teamId: string | null): Match {
    const known = byName.get(folded(name)) ?? [];
    if (known.length === 1) return { ref: known[0]?.id ?? null };
    const met = addedByName.get(folded(name)) ?? [];
    const count = known.length + met.length;
    const why = count > 1 ? "several" : "unknown";
    const unplaced: Unplaced = { key: workerKey(name, ""), name, number: "", why };
    const before = chosenFor(unplaced.key);
    if (before) return { ...before, unplaced };
    if (count > 1) {
      const problem = `Add the number of the ${what}: ${count} people have this name`;
      return { ref: null, problem, unplaced };
    }
    return { ref: met[0]?.ref ?? add(name, "", teamId), unplaced };
  }

  return {
    added,
    match: (what, written, number, teamId) => {
      const name = naturalName(written);
      if (number) return matchByNumber(what, name, number, teamId);
      return name ? matchByName(what, name, teamId) : { ref: null };
    },
  };
}
