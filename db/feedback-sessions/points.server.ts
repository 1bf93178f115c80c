/**
 * Owns what was said in a feedback session: each thing a row, in the order it was written down, and a
 * source of learning that waits to be filed.
 * Practice: once it is filed its words stay; the learning is worded instead.
 */
import type { PointKind } from "~/rules/feedback-sessions/feedback-sessions";
import { appendEvent } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import { addSource } from "../learning-log/learning-deeds.server";
import { type SessionStamp, streamOf } from "./sessions.server";

export type SessionPoint = {
  id: string;
  kind: PointKind;
  text: string;
  sourceId: string;
  version: number;
  /** What it is filed under; null while it waits. */
  learning: { id: string; reference: number; what: string } | null;
};

/** What was said in a session, in the order it was written down. */
export async function listPoints(db: Db, sessionId: string): Promise<SessionPoint[]> {
  const rows = await db
    .selectFrom("feedback_session_point as point")
    .leftJoin("learning_evidence as evidence", "evidence.source_id", "point.source_id")
    .leftJoin("learning", "learning.id", "evidence.learning_id")
    .select(["point.id", "point.kind", "point.text", "point.source_id as sourceId"])
    .select(["point.version", "learning.id as learningId", "learning.reference", "learning.what"])
    .where("point.session_id", "=", sessionId)
    .orderBy("point.written_at")
    .orderBy("point.id")
    .execute();
  return rows.map(({ learningId, reference, what, ...point }) => ({
    ...point,
    learning:
      learningId !== null && reference !== null && what !== null
        ? { id: learningId, reference, what }
        : null,
  }));
}

/** One at a time for a session. */
const holdSession = (tx: Tx, sessionId: string) =>
  tx
    .updateTable("feedback_session")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", sessionId)
    .execute();

/** Writes down what was said; the same words of the same session stand once. Answers its id. */
export async function addPoint(
  tx: Tx,
  stamp: SessionStamp,
  session: { id: string; heldOn: string },
  { kind, text }: { kind: PointKind; text: string },
): Promise<string> {
  await holdSession(tx, session.id);
  const there = await tx
    .selectFrom("feedback_session_point")
    .select("id")
    .where("session_id", "=", session.id)
    .where("kind", "=", kind)
    .where("text", "=", text)
    .executeTakeFirst();
  if (there) return there.id;
  const id = newId();
  const sourceId = await addSource(tx, stamp, {
    kind: "feedback-session",
    saidOn: session.heldOn,
    says: text,
    sourceReference: "",
    ...{ area: null, theme: null, teamId: null, serviceId: null },
  });
  await tx
    .insertInto("feedback_session_point")
    .values({
      ...{ id, session_id: session.id, kind, text, source_id: sourceId },
      ...{ written_by: stamp.actorId, written_at: stamp.at },
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(session.id),
    kind: "feedback-session.said",
    after: { id, kind, text },
  });
  return id;
}

/** Holds the source of a point until the transaction ends; throws Conflict once it is filed. */
async function holdUnfiled(tx: Tx, sessionId: string, { sourceId }: SessionPoint): Promise<void> {
  const held = await tx
    .updateTable("learning_source")
    .set({ filed: 0 })
    .where("id", "=", sourceId)
    .where("filed", "=", 0)
    .executeTakeFirst();
  if (held.numUpdatedRows === 0n) throw new Conflict(streamOf(sessionId));
}

/** Writes it anew, while it is filed under nothing. Throws Conflict. */
export async function changePoint(
  tx: Tx,
  stamp: SessionStamp,
  sessionId: string,
  point: SessionPoint,
  { version, kind, text }: { version: number; kind: PointKind; text: string },
): Promise<void> {
  await holdUnfiled(tx, sessionId, point);
  mustChange(
    streamOf(sessionId),
    await tx
      .updateTable("feedback_session_point")
      .set((eb) => ({ kind, text, version: eb("version", "+", 1) }))
      .where("id", "=", point.id)
      .where("version", "=", version)
      .executeTakeFirst(),
  );
  await tx
    .updateTable("learning_source")
    .set({ says: text })
    .where("id", "=", point.sourceId)
    .execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(sessionId),
    kind: "feedback-session.said-changed",
    before: { id: point.id, kind: point.kind, text: point.text },
    after: { id: point.id, kind, text },
  });
}

/** Removes it, while it is filed under nothing; the history keeps what it said. Throws Conflict. */
export async function removePoint(
  tx: Tx,
  stamp: SessionStamp,
  sessionId: string,
  point: SessionPoint,
  version: number,
): Promise<void> {
  await holdUnfiled(tx, sessionId, point);
  const removed = await tx
    .deleteFrom("feedback_session_point")
    .where("id", "=", point.id)
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(streamOf(sessionId), { numUpdatedRows: removed.numDeletedRows });
  await tx.deleteFrom("learning_source").where("id", "=", point.sourceId).execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(sessionId),
    kind: "feedback-session.said-removed",
    before: { id: point.id, kind: point.kind, text: point.text },
  });
}
