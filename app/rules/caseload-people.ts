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
};

/** Somebody the file names and nobody knows; `ref` stands for them until they are added. */
export type NewWorker = {
  ref: string;
  name: string;
  staffNumber: string | null;
  email: string | null;
  teamId: string | null;
};

export type Match = { ref: string | null; problem?: undefined } | { ref: null; problem: string };

/** Compared without regard to case and white space. */
export const folded = (text: string): string =>
  text.normalize("NFKC").toLocaleLowerCase("en-GB").replace(/\s+/g, " ").trim();

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
export function matchPeople(known: readonly KnownPerson[]): PeopleMatcher {
  const byNumber = groupBy(known, (person) => person.staffNumber);
  const byEmail = groupBy(known, (person) => person.email);
  const byName = groupBy(
    known.filter((person) => person.active),
    (person) => person.name,
  );
  const added: NewWorker[] = [];
  const addedByNumber = new Map<string, string>();
  /** Which number a person was first met under: two numbers are two people. */
  const claimed = new Map<string, string>();

  function add(name: string, number: string, teamId: string | null): Match {
    const isEmail = number.includes("@");
    const ref = `new-${added.length + 1}`;
    added.push({
      ref,
      name,
      staffNumber: number && !isEmail ? number : null,
      email: isEmail ? number : null,
      teamId,
    });
    if (number) addedByNumber.set(folded(number), ref);
    return { ref };
  }

  function matchByNumber(what: string, name: string, number: string, teamId: string | null): Match {
    const isEmail = number.includes("@");
    const key = folded(number);
    const exact = (isEmail ? byEmail : byNumber).get(key)?.[0]?.id ?? addedByNumber.get(key);
    if (exact) return { ref: exact };
    if (name === "") {
      return { ref: null, problem: `Add the name of the ${what}: nobody has the number ${number}` };
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
    const unnumbered = added.find(
      (person) =>
        folded(person.name) === folded(name) && person.staffNumber === null && !person.email,
    );
    if (!unnumbered) return add(name, number, teamId);
    if (isEmail) unnumbered.email = number;
    else unnumbered.staffNumber = number;
    addedByNumber.set(key, unnumbered.ref);
    return { ref: unnumbered.ref };
  }

  function matchByName(what: string, name: string, teamId: string | null): Match {
    const refs = (byName.get(folded(name)) ?? [])
      .map((person) => person.id)
      .concat(added.filter((p) => folded(p.name) === folded(name)).map((p) => p.ref));
    if (refs.length > 1) {
      return {
        ref: null,
        problem: `Add the number of the ${what}: ${refs.length} people have this name`,
      };
    }
    return refs[0] ? { ref: refs[0] } : add(name, "", teamId);
  }

  return {
    added,
    match: (what, name, number, teamId) => {
      if (number) return matchByNumber(what, name, number, teamId);
      return name ? matchByName(what, name, teamId) : { ref: null };
    },
  };
}
