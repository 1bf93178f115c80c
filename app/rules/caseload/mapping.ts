/**
 * Owns what a name of the case system means here: the choices for a team or a worker nobody here
 * is called like, and how they are remembered.
 * Practice: a choice once made holds for every later import until someone changes it.
 */

import { fold } from "../core/folding";
import type { Near } from "../imports/near";
import type { Cohort } from "./caseload";

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

export const cohortKey = (words: string): string => fold(words);
