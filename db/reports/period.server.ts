/**
 * Owns what a report of a period reads: the exercises of its months, and the actions that came of
 * them, as counts.
 * Practice: read by the exercises of the period, so that its cost is theirs alone.
 */
import { sql } from "kysely";
import type { ExerciseKind, ExerciseState } from "~/rules/exercises/exercises";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

type PeriodExercise = {
  id: string;
  kind: ExerciseKind;
  title: string;
  /** YYYY-MM. */
  month: string;
  state: ExerciseState;
};

/** The exercises of these months (YYYY-MM, both included), those for re-audits alone left out. */
export async function listExercisesOf(
  db: Db,
  { from, to }: { from: string; to: string },
): Promise<PeriodExercise[]> {
  const rows = await db
    .selectFrom("exercise")
    .select(["id", "kind", "title", "month", "state"])
    .where("only_re_audits", "=", 0)
    .where("month", ">=", from)
    .where("month", "<=", to)
    .orderBy("month")
    .orderBy("title")
    .orderBy("id")
    .execute();
  return rows as PeriodExercise[];
}

export type ActionCount = { level: string; status: string; count: number; overdue: number };

/** The actions that came of these exercises, counted by level and status. `today` is YYYY-MM-DD. */
export async function countActionsOf(
  db: Db,
  exerciseIds: readonly string[],
  today: string,
): Promise<ActionCount[]> {
  if (exerciseIds.length === 0) return [];
  return db
    .selectFrom("action")
    .select(["level", "status", countAll.as("count")])
    .select(
      sql<number>`cast(sum(case when due_on < ${today} then 1 else 0 end) as integer)`.as(
        "overdue",
      ),
    )
    .where("exercise_id", "in", [...exerciseIds])
    .groupBy(["level", "status"])
    .execute();
}
