/** Owns what an exercise led to: exercises, and what is planned in the programme and not yet one. */
import { formatMonth } from "~/rules/core/dates";
import { insideSentence } from "~/rules/core/words";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import { exerciseKindNames } from "~/rules/exercises/exercises";
import type { Db } from "../core/open.server";

export type Prompted = { id: string; kind: ExerciseKind; title: string; month: string };

/** What may have prompted another exercise, the latest first, as it is chosen from a list. */
export async function listToBePromptedBy(
  db: Db,
  butNot: string | null,
): Promise<{ value: string; label: string }[]> {
  let query = db
    .selectFrom("exercise")
    .select(["id", "kind", "title", "month"])
    .where("state", "<>", "cancelled");
  if (butNot !== null) query = query.where("id", "<>", butNot);
  const rows = await query.orderBy("month", "desc").orderBy("title").limit(100).execute();
  return rows.map(({ id, kind, title, month }) => ({
    value: id,
    label: `${title}, ${formatMonth(month)} (${insideSentence(exerciseKindNames[kind as ExerciseKind])})`,
  }));
}

/** By month; what was cancelled or removed from the programme is left out. */
export async function listPromptedBy(db: Db, exerciseId: string): Promise<Prompted[]> {
  const made = await db
    .selectFrom("exercise")
    .select(["id", "kind", "title", "month"])
    .where("prompted_by_id", "=", exerciseId)
    .where("state", "<>", "cancelled")
    .execute();
  const planned = await db
    .selectFrom("planned_exercise")
    .select(["id", "kind", "title", "month"])
    .where("prompted_by_id", "=", exerciseId)
    .where("exercise_id", "is", null)
    .where("removed_at", "is", null)
    .execute();
  return [...made, ...planned]
    .map((row) => ({ ...row, kind: row.kind as ExerciseKind }))
    .sort((a, b) => (a.month < b.month ? -1 : +(a.month > b.month)));
}
