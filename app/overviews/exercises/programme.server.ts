/**
 * Owns what stands in the programme of some months: its exercises, and what is planned to become one.
 */
import type { Scope } from "~/rules/access/permission";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import { type ProgrammeState, programmeState } from "~/rules/exercises/programme";
import type { Db } from "~db/core/open.server";
import { type PlannedExercise, unscopedPlannedAhead } from "~db/exercises/planned.server";
import {
  type ExerciseInList,
  listProgramme,
  type ProgrammeFilter,
} from "~db/exercises/programme.server";

export type ProgrammeItem = {
  id: string;
  kind: ExerciseKind;
  title: string;
  /** YYYY-MM */
  month: string;
  state: ProgrammeState;
  leadName: string;
  serviceId: string | null;
  serviceName: string | null;
  /** Why it was missed, or where it was done. */
  reason: string;
  saidBy: string | null;
  exercise: ExerciseInList | null;
  planned: PlannedExercise | null;
};

/** By month, then kind and title; as of `thisMonth` (YYYY-MM). */
export async function readProgramme(
  db: Db,
  scope: Scope,
  filter: ProgrammeFilter,
  thisMonth: string,
): Promise<ProgrammeItem[]> {
  const [exercises, ahead] = await Promise.all([
    listProgramme(db, scope, filter),
    unscopedPlannedAhead(db, filter),
  ]);
  const items: ProgrammeItem[] = [
    ...exercises.map((exercise) => ({
      ...shared(exercise),
      leadName: exercise.leadName,
      state: programmeState(exercise, thisMonth),
      reason: "",
      saidBy: null,
      exercise,
      planned: null,
    })),
    ...ahead
      .filter(({ kind }) => !filter.kind || kind === filter.kind)
      .map((planned) => ({
        ...shared(planned),
        leadName: planned.ownerName,
        state: programmeState({ ...planned, state: null }, thisMonth),
        reason: planned.outcomeReason,
        saidBy: planned.outcomeBy,
        exercise: null,
        planned,
      })),
  ];
  return items.sort(
    (a, b) =>
      a.month.localeCompare(b.month) ||
      a.kind.localeCompare(b.kind) ||
      a.title.localeCompare(b.title, "en-GB"),
  );
}

const shared = ({
  id,
  kind,
  title,
  month,
  serviceId,
  serviceName,
}: ExerciseInList | PlannedExercise) => ({
  id,
  kind,
  title,
  month,
  serviceId,
  serviceName,
});
