/**
 * Owns the meeting of two people on one record: an update counts only where the version is the
 * one that was read.
 */
import { whoElse } from "~/rules/core/changed-elsewhere";
import type { Db, Tx } from "./open.server";
import type { Schema } from "./schema";

/** Thrown when the record was changed by someone else since it was read. */
export class Conflict extends Error {
  constructor(readonly stream: string) {
    super("Someone else changed this record");
  }
}

/** Throws Conflict when an update matched no row. */
export function mustChange(stream: string, result: { numUpdatedRows: bigint }): void {
  if (result.numUpdatedRows === 0n) throw new Conflict(stream);
}

/**
 * A form that carries an id may be sent twice. Throws Conflict unless the row of that id holds the
 * very values that were sent: what repeats must be the same, else one of the two would be lost
 * while both are told that it is saved.
 */
export async function mustRepeat(
  tx: Tx,
  stream: string,
  table: keyof Schema & ("concern" | "finding"),
  id: string,
  sent: Record<string, string | number | null>,
): Promise<void> {
  const held: Record<string, unknown> | undefined = await tx
    .selectFrom(table)
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  const same = held && Object.entries(sent).every(([name, value]) => held[name] === value);
  if (!same) throw new Conflict(stream);
}

/** Who changed a record last, as this reader is told, and when. */
export async function findLastChange(db: Db, stream: string, readerId: string) {
  const row = await db
    .selectFrom("event")
    .leftJoin("one_person as person", "person.record_id", "event.actor_id")
    .select(["person.id", "person.name", "event.at"])
    .where("stream", "=", stream)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const { id, name } = row ?? {};
  return { by: whoElse(id && name ? { id, name } : null, readerId), at: row?.at ?? "" };
}

/** Whether a write failed because another row has the same unique value: two came at once. */
export function isDuplicate(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: string };
  return code === "23505" || code === "SQLITE_CONSTRAINT_UNIQUE";
}
