/**
 * Owns naming who chairs the agreeing of cases that were answered apart.
 * Practice: the agreed view is one person's to write; it is the lead's unless another was named.
 */
import { paths } from "~/paths";
import { goingOnStates } from "~/rules/exercises/exercises";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import type { Exercise } from "../../exercises/exercises.server";
import { addMessages } from "../../messages/outbox.server";

/** Names the chair, or with null gives that back to the lead. Throws Conflict when it changed. */
export async function nameChair(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "version" | "chairId" | "state" | "auditsDueOn">,
  chairId: string | null,
): Promise<void> {
  const { id, version, chairId: before, state, auditsDueOn: due } = exercise;
  const stream = `exercise:${id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ chair_id: chairId, version: version + 1 })
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", goingOnStates)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.chair-changed",
    before: { chairId: before },
    after: { chairId },
  });
  if (chairId === null || state !== "auditing") return;
  const link = paths.exercises.grid(id);
  await addMessages(tx, stamp, [
    { to: chairId, kind: "review-asked", key: `${id}:${version}`, link, due },
  ]);
}
