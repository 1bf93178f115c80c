/**
 * Owns what a name of the case system means here: the choices for a team or a worker nobody here
 * is called like, and how they are remembered.
 * Practice: a choice once made holds for every later import until somebody changes it.
 */
import type { Cohort } from "./caseload";
import { fold, lowered } from "./folding";

export const mappingKinds = ["team", "cohort", "worker"] as const;
export type MappingKind = (typeof mappingKinds)[number];

/** Leaving out is for teams and cohorts, waiting for teams; adding, nobody and the same as another for workers. */
export const mappingChoices = ["use", "leave-out", "waiting", "add", "nobody", "same"] as const;
export type MappingChoice = (typeof mappingChoices)[number];

export type Mapping = {
  kind: MappingKind;
  key: string;
  choice: MappingChoice;
  teamId: string | null;
  personId: string | null;
  cohort: Cohort | null;
  /** For "same": who else the file names. */
  sameName: string;
  sameNumber: string;
};

/** Why a name asks for a choice. */
export const nameProblems = ["unknown", "several", "no-cases", "left", "alike"] as const;
export type NameProblem = (typeof nameProblems)[number];

/** A name in the file that could not be placed by itself, and how many rows carry it. */
export type UnplacedName = {
  kind: MappingKind;
  key: string;
  name: string;
  number: string;
  why: NameProblem;
  rows: number;
  /** Other new names of the file that are much like it. */
  near: readonly Near[];
};

export type Near = { name: string; number: string };

export const teamKey = (name: string): string => fold(name);
export const cohortKey = (words: string): string => fold(words);

export type KnownTeam = { id: string; name: string; holdsCases: boolean };

/** A team by its name as it stands here, else by its name folded where that is one team's. */
export function teamFinder<T extends { id: string; name: string }>(teams: readonly T[]) {
  const exact = new Map(teams.map((team) => [lowered(team.name), team]));
  const folded = new Map<string, T[]>();
  for (const team of teams) {
    const others = folded.get(teamKey(team.name)) ?? [];
    // A team that has ended is the one that goes on.
    if (!others.some(({ id }) => id === team.id)) {
      folded.set(teamKey(team.name), [...others, team]);
    }
  }
  return (name: string): { named: T | undefined; several: boolean } => {
    const named = exact.get(lowered(name));
    if (named) return { named, several: false };
    const all = folded.get(teamKey(name)) ?? [];
    return { named: all.length === 1 ? all[0] : undefined, several: all.length > 1 };
  };
}
