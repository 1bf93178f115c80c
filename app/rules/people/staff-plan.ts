/**
 * Owns what a staff list would do: whom it adds, which roles it gives, and which lines can't be
 * taken, each with what to put right.
 * Practice: someone who is here already is recognised by number or address and keeps their facts;
 * a line that is not certain is left out whole, and nobody's own line gives them anything.
 */

import type { Grant } from "../access/people";
import { foldName, foldNumber, lowered } from "../core/folding";
import { saysNobody } from "../imports/file-words";
import { meantOf, type SettledNumbers } from "../imports/same-number";
import { teamFinder } from "../imports/team-names";
import { isCovered, notToOneself } from "./access-changes";
import { type Places, readRoles, type StaffRow } from "./staff-import";
import type { KnownPerson, StaffPlanLine } from "./staff-lines";
import { bareFinder, tellAlike } from "./staff-names";

const looksLikeEmail = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/;

const isSame = (a: Grant, b: Grant): boolean =>
  isCovered([a], b, new Map()) && isCovered([b], a, new Map());

type World = {
  people: readonly KnownPerson[];
  places: Places;
  importerId: string;
  /** What was said of numbers that two people have but for zeros. */
  numbers?: SettledNumbers;
};

type Found = { person?: KnownPerson; problem?: string };

/** Finds those who are here by number and by address. */
function directory({ people, numbers = new Map() }: Pick<World, "people" | "numbers">) {
  const numbered = new Map<string, KnownPerson[]>();
  const byEmail = new Map<string, KnownPerson>();
  for (const one of people) {
    const key = one.staffNumber ? foldNumber(one.staffNumber) : "";
    if (key) numbered.set(key, [...(numbered.get(key) ?? []), one]);
    if (one.email) byEmail.set(lowered(one.email), one);
  }
  const byNumber = (number: string): Found => {
    const key = foldNumber(number);
    const all = numbered.get(key) ?? [];
    const person = meantOf(all, (one) => one.staffNumber === number, numbers.get(key));
    if (person || all.length === 0) return person ? { person } : {};
    const names = all.map((one) => `${one.name} (${one.staffNumber})`).join(" and ");
    return {
      problem: `Say whether ${names} are one person, under People, or write the number exactly as one of them has it`,
    };
  };
  return { byNumber, byEmail };
}

/** What each line would do, as things stand. */
export function planStaff(rows: readonly StaffRow[], world: World): StaffPlanLine[] {
  const here = directory(world);
  const findBare = bareFinder(rows, world.people);
  const findTeam = teamFinder(world.places.teams);
  const numbers = firstLines(rows, ({ staffNumber }) => foldNumber(staffNumber));
  const emails = firstLines(rows, ({ email }) => lowered(email));
  const lines = rows.map((row): StaffPlanLine => {
    const problems = whyUnreadable(row);
    for (const [first, key, what] of [
      [numbers, foldNumber(row.staffNumber), "staff number"],
      [emails, lowered(row.email), "email address"],
    ] as const) {
      const before = first.get(key);
      if (key !== "" && before !== undefined && before !== row.line) {
        problems.push(`Give each person a line: line ${before} has this ${what} already`);
      }
    }
    const recognised = recognise(row, here);
    const bare = recognised.person || recognised.problem ? undefined : findBare(row);
    const person = recognised.person ?? bare;
    const { problem } = recognised;
    if (problem) problems.push(problem);
    const team = row.team === "" ? undefined : findTeam(row.team).named;
    const missing = new Set<string>();
    if (row.team !== "" && !team) {
      missing.add(row.team);
      problems.push(`Write a team that is here, not “${row.team}”`);
    }
    const manager = findManager(row, here, numbers);
    if (manager.problem) problems.push(manager.problem);
    const read = readRoles(row.roles, world.places, team?.id ?? null);
    if (!read.ok) {
      problems.push(read.problem);
      if (read.missing) missing.add(read.missing);
    }
    const wanted = read.ok ? read.value : [];
    const grants = wanted.filter((one) => !person?.grants.some((held) => isSame(held, one)));
    if (person?.id === world.importerId && grants.length > 0) problems.push(notToOneself);
    return {
      line: row.line,
      name: row.name,
      email: row.email || null,
      staffNumber: row.staffNumber || null,
      jobTitle: row.jobTitle,
      teamId: team?.id ?? null,
      manager: manager.found,
      personId: person?.id ?? null,
      grants,
      problems,
      missing: [...missing],
      alike: [],
      outcome: bare && problems.length === 0 ? "fill" : outcomeOf(problems, person, grants),
    };
  });
  return tellAlike(withoutLostManagers(lines), world.people);
}

function outcomeOf(
  problems: readonly string[],
  person: KnownPerson | undefined,
  grants: readonly Grant[],
): StaffPlanLine["outcome"] {
  if (problems.length > 0) return "bad";
  if (!person) return "add";
  return grants.length > 0 ? "roles" : "same";
}

function firstLines(rows: readonly StaffRow[], keyOf: (row: StaffRow) => string) {
  const first = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== "" && !first.has(key)) first.set(key, row.line);
  }
  return first;
}

function whyUnreadable({ name, email, staffNumber, jobTitle, broken }: StaffRow): string[] {
  if (broken) return [broken];
  const problems: string[] = [];
  if (name === "") problems.push("Enter the person’s name");
  else if (saysNobody(name)) problems.push(`Enter the person’s name: “${name}” is nobody`);
  if (name.length > 100) problems.push("Enter the person’s name in 100 characters or fewer");
  if (email !== "" && (!looksLikeEmail.test(email) || email.length > 200)) {
    problems.push("Enter an email address in the correct format, like name@example.org");
  }
  if (staffNumber.length > 40) problems.push("Enter a staff number of 40 characters or fewer");
  if (jobTitle.length > 100) problems.push("Enter a job title of 100 characters or fewer");
  if (email === "" && staffNumber === "") {
    problems.push("Enter an email address or a staff number: nothing else tells people apart");
  }
  return problems;
}

/** The person of a line who is here, or why that is not certain. */
function recognise(
  { name, email, staffNumber }: StaffRow,
  { byNumber, byEmail }: ReturnType<typeof directory>,
): Found {
  const { person: numbered, problem } = staffNumber === "" ? {} : byNumber(staffNumber);
  if (problem) return { problem };
  const addressed = email === "" ? undefined : byEmail.get(lowered(email));
  if (numbered && addressed && numbered.id !== addressed.id) {
    return {
      problem: `Put number or address right: the number is ${numbered.name}’s, the address ${addressed.name}’s`,
    };
  }
  const person = numbered ?? addressed;
  if (!person) return {};
  if (foldName(person.name) !== foldName(name)) {
    return { problem: `Check the name or the number: here it is ${person.name}’s` };
  }
  if (!person.active) {
    return { problem: `Make ${person.name} active again first: they are here, and have left` };
  }
  if (numbered && email !== "" && person.email && lowered(person.email) !== lowered(email)) {
    return { problem: `Change the address on ${person.name}’s page: here it is another one` };
  }
  if (addressed && staffNumber !== "" && person.staffNumber && !numbered) {
    return { problem: `Change the staff number on ${person.name}’s page: here it is another one` };
  }
  return { person };
}

function findManager(
  { line, managerNumber }: StaffRow,
  { byNumber }: ReturnType<typeof directory>,
  numbers: ReadonlyMap<string, number>,
): { found: StaffPlanLine["manager"]; problem?: string } {
  if (managerNumber === "") return { found: null };
  const { person, problem } = byNumber(managerNumber);
  const inFile = numbers.get(foldNumber(managerNumber));
  if (problem) return { found: null, problem };
  if (inFile === line) {
    return { found: null, problem: "Enter someone else’s number as the manager’s" };
  }
  if (person?.active) return { found: { personId: person.id } };
  if (person) return { found: null, problem: `Choose another manager: ${person.name} has left` };
  if (inFile !== undefined) return { found: { line: inFile } };
  return { found: null, problem: `Add the manager with number ${managerNumber}: nobody has it` };
}

/** Whoever's manager stands on a line that can't be taken can't be taken either, all the way down. */
function withoutLostManagers(lines: StaffPlanLine[]): StaffPlanLine[] {
  const bad = new Set(lines.flatMap(({ line, outcome }) => (outcome === "bad" ? [line] : [])));
  for (let more = true; more; ) {
    more = false;
    for (const one of lines) {
      const { manager } = one;
      if (bad.has(one.line) || !manager || !("line" in manager) || !bad.has(manager.line)) continue;
      one.problems.push(`Put line ${manager.line} right first: it is this person’s manager`);
      one.outcome = "bad";
      bad.add(one.line);
      more = true;
    }
  }
  return lines;
}

export const countOutcomes = (lines: readonly StaffPlanLine[]) => {
  const of = (outcome: StaffPlanLine["outcome"]) =>
    lines.filter((one) => one.outcome === outcome).length;
  return {
    ...{ add: of("add"), fill: of("fill"), roles: of("roles"), same: of("same"), bad: of("bad") },
    alike: lines.filter(({ alike }) => alike.length > 0).length,
  };
};
