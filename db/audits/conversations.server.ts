/**
 * Owns the reflective conversation as its auditor records it: within the audit, or afterwards.
 * Practice: what was recorded on submission stands; what the auditor adds later is kept beside it,
 * with its date, and is the account that counts.
 */
import { appendEvent, type Stamp } from "../core/events.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

export type Conversation = {
  /** YYYY-MM-DD; null when the audit does not say. */
  heldOn: string | null;
  method: string;
  said: string;
  /** Null for what was recorded in the audit itself. */
  recordedAt: string | null;
  /** 0 while nothing was recorded after the audit. */
  version: number;
};

/** The auditor's account: recorded afterwards, or the practitioner's voice as submitted; else null. */
export async function findConversation(db: Db, auditId: string): Promise<Conversation | null> {
  const later = await db
    .selectFrom("conversation")
    .select(["held_on as heldOn", "method", "said", "recorded_at as recordedAt", "version"])
    .where("audit_id", "=", auditId)
    .executeTakeFirst();
  if (later) return later;
  const voice = await db
    .selectFrom("voice")
    .select(["held_on as heldOn", "method", "said"])
    .where("audit_id", "=", auditId)
    .where("kind", "=", "practitioner")
    .where("status", "=", "obtained")
    .executeTakeFirst();
  return voice ? { ...voice, recordedAt: null, version: 0 } : null;
}

/** Records it; `version` 0 stands for the first time. Throws Conflict when it changed since. */
export async function saveConversation(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  conversation: { version: number; heldOn: string; method: string; said: string },
): Promise<void> {
  const stream = `audit:${auditId}` as const;
  const { version, heldOn, method, said } = conversation;
  const values = {
    held_on: heldOn,
    method,
    said,
    recorded_by: stamp.actorId,
    recorded_at: stamp.at,
    version: version + 1,
  };
  if (version === 0) {
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto("conversation")
      .values({ audit_id: auditId, ...values })
      .onConflict((c) => c.column("audit_id").doNothing())
      .executeTakeFirstOrThrow();
    mustChange(stream, { numUpdatedRows: numInsertedOrUpdatedRows });
  } else {
    mustChange(
      stream,
      await tx
        .updateTable("conversation")
        .set(values)
        .where("audit_id", "=", auditId)
        .where("version", "=", version)
        .executeTakeFirst(),
    );
  }
  await appendEvent(tx, stamp, {
    stream,
    kind: "audit.conversation-recorded",
    after: { heldOn, method, said },
  });
}
