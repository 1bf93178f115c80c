/**
 * Owns from which cycles on the limits of trends start anew.
 * Practice: the lead says why; what was said and by whom stands at the break, and who removed it in
 * the history of the cycle.
 */
import type { Rebase } from "~/rules/reports/trend-block";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

export type RebaseRow = Rebase & { id: string };

/** The new starts at these cycles, in no order. */
export async function listRebases(db: Db, exerciseIds: readonly string[]): Promise<RebaseRow[]> {
  if (exerciseIds.length === 0) return [];
  return db
    .selectFrom("trend_rebase")
    .innerJoin("one_person as person", "person.record_id", "trend_rebase.made_by")
    .select(["trend_rebase.id", "exercise_id as exerciseId", "reason", "person.name as by"])
    .where("exercise_id", "in", exerciseIds)
    .execute();
}

/** Lets trends start anew from a cycle; one that has a new start already is a duplicate. */
export async function addRebase(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  { exerciseId, reason }: { exerciseId: string; reason: string },
): Promise<void> {
  await tx
    .insertInto("trend_rebase")
    .values({
      id: newId(),
      exercise_id: exerciseId,
      reason,
      made_by: stamp.actorId,
      made_at: stamp.at,
    })
    .execute();
  const stream = `exercise:${exerciseId}` as const;
  await appendEvent(tx, stamp, { stream, kind: "exercise.trend-rebased", after: { reason } });
}

/** Joins trends again. Throws Conflict where it was removed already. */
export async function removeRebase(tx: Tx, stamp: Stamp, row: RebaseRow): Promise<void> {
  const stream = `exercise:${row.exerciseId}` as const;
  const removed = await tx.deleteFrom("trend_rebase").where("id", "=", row.id).executeTakeFirst();
  mustChange(stream, { numUpdatedRows: removed.numDeletedRows });
  const { reason } = row;
  await appendEvent(tx, stamp, { stream, kind: "exercise.trend-joined", before: { reason } });
}
