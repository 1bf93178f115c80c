/**
 * Owns who has had a moderation, and telling whoever has it now.
 * Practice: whoever has had one stays blind to the audit until someone has committed grades on it,
 * so that giving it away opens nothing.
 */
import { paths } from "~/paths";
import type { Stamp } from "../core/events.server";
import type { Tx } from "../core/open.server";
import { addMessages } from "../messages/outbox.server";

/** From now on its grades are kept from this person until someone has committed theirs. */
export async function addHolder(
  tx: Tx,
  stamp: Stamp,
  moderationId: string,
  personId: string,
): Promise<void> {
  await tx
    .insertInto("moderation_holder")
    .values({ moderation_id: moderationId, person_id: personId, given_at: stamp.at })
    .onConflict((c) => c.columns(["moderation_id", "person_id"]).doNothing())
    .execute();
}

/** Tells a moderation's moderator of it, by when. */
export async function tellModerator(tx: Tx, stamp: Stamp, moderationId: string): Promise<void> {
  const row = await tx
    .selectFrom("moderation")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["moderation.audit_id", "moderation.moderator_id", "moderation.version"])
    .select("exercise.moderation_due_on as due")
    .where("moderation.id", "=", moderationId)
    .executeTakeFirstOrThrow();
  if (!row.moderator_id) return;
  await addMessages(tx, stamp, [
    {
      to: row.moderator_id,
      kind: "moderation-allocated",
      key: `${moderationId}:${row.version}`,
      link: paths.moderation.grade(row.audit_id),
      due: row.due,
    },
  ]);
}
