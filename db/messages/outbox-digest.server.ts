/**
 * Owns gathering what people want once a day into one message.
 * Practice: a summary is a message like any other, keyed by its day, so that it is made once
 * whoever makes it; what it lists refers to it and shares its fate.
 */

import { dateInLondon, instantInLondon, isWorkingDay } from "~/rules/core/dates";
import { messageMachine } from "~/rules/messages/outbox";
import type { Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { type Db, transact } from "../core/open.server";

/**
 * Makes today's summaries once the hour (0 to 23, London) has come: a message a person who has
 * anything held from before it. On days off nothing is made. Returns how many were.
 */
export async function gatherDigests(db: Db, stamp: Stamp, hour: number): Promise<number> {
  const now = new Date(stamp.at);
  const today = dateInLondon(now);
  const from = instantInLondon(today, `${String(hour).padStart(2, "0")}:00`);
  if (!isWorkingDay(today) || now < from) return 0;
  const before = from.toISOString();
  const people = await db
    .selectFrom("outbox")
    .select("person_id as id")
    .distinct()
    .where("state", "=", "held")
    .where("digest_id", "is", null)
    .where("made_at", "<", before)
    .orderBy("person_id")
    .execute();
  let made = 0;
  for (const person of people) {
    const id = newId();
    made += await transact(db, async (tx) => {
      const result = await tx
        .insertInto("outbox")
        .values({
          id,
          key: `digest:${today}`,
          person_id: person.id,
          kind: "digest",
          link: "/",
          urgent: 0,
          state: messageMachine.first,
          made_at: stamp.at,
          send_after: stamp.systemAt,
          attempts: 0,
          problem: "",
        })
        .onConflict((c) => c.columns(["key", "person_id"]).doNothing())
        .executeTakeFirst();
      if (result.numInsertedOrUpdatedRows === 0n) return 0;
      await tx
        .updateTable("outbox")
        .set({ digest_id: id })
        .where("person_id", "=", person.id)
        .where("state", "=", "held")
        .where("digest_id", "is", null)
        .where("made_at", "<", before)
        .execute();
      return 1;
    });
  }
  return made;
}
