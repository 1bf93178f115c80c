/**
 * Owns what a name of the case system means here: the choices for a team or a worker nobody here
 * is called like, and how they are remembered.
 * Practice: a choice once made holds for every later import until somebody changes it.
 */
import { folded } from "./caseload-people";

export const mappingKinds = ["team", "worker"] as const;
export type MappingKind = (typeof mappingKinds)[number];

/** Leaving out and waiting are for teams, adding and nobody for workers. */
export const mappingChoices = ["use", "leave-out", "waiting", "add", "nobody"] as const;
export type MappingChoice = (typeof mappingChoices)[number];

export type Mapping = {
  kind: MappingKind;
  key: string;
  choice: MappingChoice;
  teamId: string | null;
  personId: string | null;
};

/** Why a name asks for a choice. */
export const nameProblems = ["unknown", "several", "no-cases"] as const;
export type NameProblem = (typeof nameProblems)[number];

/** A name in the file that could not be placed by itself, and how many rows carry it. */
export type UnplacedName = {
  kind: MappingKind;
  key: string;
  name: string;
  number: string;
  why: NameProblem;
  rows: number;
};

export const teamKey = (name: string): string => folded(name);
