/**
 * Owns when each person wants their messages by email: at once, once a day, or not.
 * Practice: a change takes along what has not gone yet; what is urgent goes at once all the same.
 */

import type { MessageChoice } from "~/rules/messages/outbox";
import { movesOfChoice } from "~/rules/messages/outbox";
import { appendEvent, type Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";

/** A person's choice; at once while they have not said. */
export async function findMessageChoice(db: Db, personId: string): Promise<MessageChoice> {
  const row = await db
    .selectFrom("message_choice")
    .select("choice")
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return row?.choice ?? "immediate";
}

/** Saves a person's choice, and lets what is waiting or held for them follow it. */
export async function saveMessageChoice(
  tx: Tx,
  stamp: Stamp,
  personId: string,
  choice: MessageChoice,
): Promise<void> {
  const before = await findMessageChoice(tx, personId);
  await tx
    .insertInto("message_choice")
    .values({ person_id: personId, choice })
    .onConflict((c) => c.column("person_id").doUpdateSet({ choice }))
    .execute();
  await tx
    .updateTable("outbox")
    .set({ state: movesOfChoice[choice].to, send_after: stamp.systemAt })
    .where("person_id", "=", personId)
    .where("urgent", "=", 0)
    .where("kind", "not in", ["digest", "test"])
    .where("state", "in", ["waiting", "held"])
    .where("digest_id", "is", null)
    .where("leased_by", "is", null)
    .execute();
  await appendEvent(tx, stamp, {
    stream: `person:${personId}`,
    kind: "person.messages-chosen",
    before: { choice: before },
    after: { choice },
  });
}
