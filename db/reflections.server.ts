/**
 * Owns the practitioner's own part of an audit: their reflection, and their factual corrections.
 * Practice: an audit is done with the worker; what they wrote is theirs and stays as they wrote it.
 */
import { appendEvent, type Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";
import { mustChange } from "./versions.server";

export type Reflection = {
  proudOf: string;
  doDifferently: string;
  childWouldSay: string;
  correction: string;
  writtenAt: string;
  version: number;
};

/** The worker's reflection on an audit; null while they have written none. */
export async function findReflection(db: Db, auditId: string): Promise<Reflection | null> {
  const row = await db
    .selectFrom("reflection")
    .select(["proud_of as proudOf", "do_differently as doDifferently", "correction", "version"])
    .select(["child_would_say as childWouldSay", "written_at as writtenAt"])
    .where("audit_id", "=", auditId)
    .executeTakeFirst();
  return row ?? null;
}

/** Saves the reflection; `version` 0 stands for the first. Throws Conflict when it changed since. */
export async function saveReflection(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  auditId: string,
  reflection: Omit<Reflection, "writtenAt">,
): Promise<void> {
  const stream = `audit:${auditId}` as const;
  const before = await findReflection(tx, auditId);
  const values = {
    proud_of: reflection.proudOf,
    do_differently: reflection.doDifferently,
    child_would_say: reflection.childWouldSay,
    correction: reflection.correction,
    written_at: stamp.at,
    version: reflection.version + 1,
  };
  if (reflection.version === 0) {
    const { numInsertedOrUpdatedRows = 0n } = await tx
      .insertInto("reflection")
      .values({ audit_id: auditId, person_id: stamp.actorId, ...values })
      .onConflict((c) => c.column("audit_id").doNothing())
      .executeTakeFirstOrThrow();
    mustChange(stream, { numUpdatedRows: numInsertedOrUpdatedRows });
  } else {
    const result = await tx
      .updateTable("reflection")
      .set(values)
      .where("audit_id", "=", auditId)
      .where("version", "=", reflection.version)
      .executeTakeFirst();
    mustChange(stream, result);
  }
  await appendEvent(tx, stamp, {
    stream,
    kind:
      reflection.correction === (before?.correction ?? "") ? "audit.reflected" : "audit.corrected",
    before,
    after: reflection,
  });
}
