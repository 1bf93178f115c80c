/**
 * Owns who came to a feedback session: said by themselves, or entered by its lead a team at a time.
 * Practice: someone recorded twice counts once; the team is the one they were of then.
 */
import { appendEvent } from "../core/events.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { type SessionStamp, streamOf } from "./sessions.server";

export type Came = { id: string; name: string; teamName: string | null };

/** Who came, by team and name. */
export async function listCame(db: Db, sessionId: string): Promise<Came[]> {
  const rows = await db
    .selectFrom("feedback_session_attendee as attendee")
    .innerJoin("one_person as person", "person.record_id", "attendee.person_id")
    .leftJoin("team", "team.id", "attendee.team_id")
    .select(["person.id", "person.name", "team.name as teamName"])
    .where("attendee.session_id", "=", sessionId)
    .orderBy("team.name")
    .orderBy("person.name_folded")
    .execute();
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Whether someone, under any of their records, is said to have been there. */
export async function isSaidToHaveCome(
  db: Db,
  sessionId: string,
  personId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom("feedback_session_attendee")
    .select("person_id")
    .where("session_id", "=", sessionId)
    .where("person_id", "in", recordsOf(personId))
    .executeTakeFirst();
  return row !== undefined;
}

/** The active people of a team today, by name. */
export const listMembers = (db: Db, teamId: string): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom("person")
    .select(["id", "name"])
    .where("team_id", "=", teamId)
    .where("active", "=", 1)
    .where("same_as_id", "is", null)
    .orderBy("name_folded")
    .execute();

/** Enters who came and removes who did not, each under all their records; nothing else changes. */
export async function setCame(
  tx: Tx,
  stamp: SessionStamp,
  sessionId: string,
  { came, not }: { came: readonly string[]; not: readonly string[] },
): Promise<void> {
  // One at a time for a session: two who enter the same person enter them once.
  await tx
    .updateTable("feedback_session")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", sessionId)
    .execute();
  let changed = 0;
  for (const personId of came) {
    if (await isSaidToHaveCome(tx, sessionId, personId)) continue;
    const person = await tx
      .selectFrom("person")
      .select("team_id")
      .where("id", "=", personId)
      .executeTakeFirst();
    if (!person) continue;
    await tx
      .insertInto("feedback_session_attendee")
      .values({
        session_id: sessionId,
        person_id: personId,
        team_id: person.team_id,
        said_by: stamp.actorId,
        said_at: stamp.at,
      })
      .execute();
    changed += 1;
  }
  for (const personId of not) {
    const gone = await tx
      .deleteFrom("feedback_session_attendee")
      .where("session_id", "=", sessionId)
      .where("person_id", "in", recordsOf(personId))
      .executeTakeFirst();
    changed += Number(gone.numDeletedRows);
  }
  if (changed === 0) return;
  await appendEvent(tx, stamp, {
    stream: streamOf(sessionId),
    kind: "feedback-session.attended",
    after: { came: [...came], not: [...not] },
  });
}
