/**
 * Owns the secret address of someone's calendar as stored.
 * Practice: its digest alone is kept; a new one ends the one before, so that one at most works.
 */
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";

/** The one that works, if any. */
export async function findCalendarFeed(db: Db, personId: string) {
  const row = await db
    .selectFrom("calendar_feed")
    .select(["made_at as madeAt", "last_read_on as lastReadOn"])
    .where("person_id", "in", recordsOf(personId))
    .where("ended_at", "is", null)
    .orderBy("made_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Whose calendar a digest opens; null where none works by it. */
export async function findCalendarOwner(
  db: Db,
  digest: string,
): Promise<{ id: string; personId: string; lastReadOn: string | null } | null> {
  const row = await db
    .selectFrom("calendar_feed")
    .innerJoin("one_person as person", "person.record_id", "calendar_feed.person_id")
    .select(["calendar_feed.id", "person.id as personId", "last_read_on as lastReadOn"])
    .where("digest", "=", digest)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps on which day it was read last. */
export async function recordCalendarRead(db: Db, id: string, today: string): Promise<void> {
  await db.updateTable("calendar_feed").set({ last_read_on: today }).where("id", "=", id).execute();
}

/** Ends whatever address of theirs works; says whether there was one. */
export async function endCalendarFeed(tx: Tx, stamp: Stamp, personId: string): Promise<boolean> {
  const ended = await tx
    .updateTable("calendar_feed")
    .set({ ended_at: stamp.at })
    .where("person_id", "in", recordsOf(personId))
    .where("ended_at", "is", null)
    .executeTakeFirstOrThrow();
  if (ended.numUpdatedRows === 0n) return false;
  await appendEvent(tx, stamp, { stream: `person:${personId}`, kind: "calendar.ended" });
  return true;
}

/** A new address in place of the one before. */
export async function makeCalendarFeed(
  tx: Tx,
  stamp: Stamp,
  personId: string,
  digest: string,
): Promise<void> {
  await endCalendarFeed(tx, stamp, personId);
  await tx
    .insertInto("calendar_feed")
    .values({ id: newId(), person_id: personId, digest, made_at: stamp.at })
    .execute();
  await appendEvent(tx, stamp, { stream: `person:${personId}`, kind: "calendar.made" });
}
