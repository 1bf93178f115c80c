import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import type { Actor } from "~/rules/access/people";
import { may } from "~/rules/access/permission";
import type { Exercise } from "~db/exercises/exercises.server";

/**
 * Where this person can look at an exercise: its control room, or the report open to them; undefined
 * where they can look at neither. `place` is what asks: an action or a finding of a team.
 */
export function exerciseAddress(
  actor: Actor,
  exercise: Exercise,
  place: Access,
): string | undefined {
  const { teamId } = place;
  if (may("exercises.read", actor, exercise.access)) return paths.exercises.one(exercise.id);
  if (exercise.kind !== "core") {
    return may("exercises.read-report", actor, exercise.access)
      ? paths.exercises.summary(exercise.id)
      : undefined;
  }
  if (exercise.closedAt === null) return undefined;
  if (teamId && may("reports.read-team", actor, place)) {
    return paths.exercises.teamReport(exercise.id, teamId);
  }
  return may("reports.read-cycle", actor, exercise.access)
    ? paths.exercises.report(exercise.id)
    : undefined;
}
