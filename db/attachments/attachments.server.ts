/**
 * Owns what is known of files that were added to records: listed with their record, found one by one,
 * and those that wait for the scanner.
 * Practice: whoever asks has been let to the record first; a file is never listed without it.
 */
import { sql } from "kysely";
import {
  type FileType,
  isToScan,
  minutesToNextTry,
  type RecordKind,
  type ScanState,
  scanIsLate,
  scanMachine,
} from "~/rules/attachments/attachments";
import type { Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { mustChange } from "../core/versions.server";

export type AttachedTo = { kind: RecordKind; id: string };

export type Attachment = {
  id: string;
  name: string;
  storedName: string;
  bytes: number;
  type: FileType;
  scanState: ScanState;
  /** The person as they are now, where two records were found to be one. */
  addedById: string;
  addedBy: string;
  /** An instant. */
  addedAt: string;
};

const columns = {
  action: "action_id",
  learning: "learning_id",
  minutes: "minutes_id",
} as const satisfies Record<RecordKind, string>;

const standing = (db: Db) =>
  db
    .selectFrom("attachment")
    .innerJoin("one_person as adder", "adder.record_id", "attachment.added_by")
    .select(["attachment.id", "attachment.name", "stored_name as storedName", "bytes", "type"])
    .select(["scan_state as scanState", "adder.id as addedById", "adder.name as addedBy"])
    .select("added_at as addedAt")
    .where("removed_at", "is", null);

/** The files that stand on a record, the first added first. */
export const listAttachments = (db: Db, { kind, id }: AttachedTo): Promise<Attachment[]> =>
  standing(db)
    .where(`attachment.${columns[kind]}`, "=", id)
    .orderBy("added_at")
    .orderBy("attachment.id")
    .limit(100)
    .execute();

/** How many files stand on a record that anyone can open: those refused by the scanner don't count. */
export async function countEvidence(db: Db, { kind, id }: AttachedTo): Promise<number> {
  const row = await db
    .selectFrom("attachment")
    .select(countAll.as("count"))
    .where(columns[kind], "=", id)
    .where("removed_at", "is", null)
    .where("scan_state", "<>", "refused")
    .executeTakeFirstOrThrow();
  return row.count;
}

/** A file that stands, and the record it is of; null when there is none. */
export async function findAttachment(
  db: Db,
  id: string,
): Promise<(Attachment & { of: AttachedTo }) | null> {
  const row = await standing(db)
    .select(["action_id", "learning_id", "minutes_id"])
    .where("attachment.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { action_id, learning_id, minutes_id, ...attachment } = row;
  const of: AttachedTo | null = action_id
    ? { kind: "action", id: action_id }
    : learning_id
      ? { kind: "learning", id: learning_id }
      : minutes_id
        ? { kind: "minutes", id: minutes_id }
        : null;
  return of && { ...attachment, of };
}

export type NewAttachment = {
  name: string;
  storedName: string;
  bytes: number;
  sha256: string;
  type: FileType;
};

/** Keeps what is known of a stored file; returns its id. */
export async function insertAttachment(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  { kind, id: recordId }: AttachedTo,
  { name, storedName, bytes, sha256, type }: NewAttachment,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("attachment")
    .values({
      ...{ id, name, stored_name: storedName, bytes, sha256, type },
      ...{ action_id: null, learning_id: null, minutes_id: null, [columns[kind]]: recordId },
      ...{ scan_state: scanMachine.first, scan_next_at: stamp.systemAt },
      ...{ added_by: stamp.actorId, added_at: stamp.at },
    })
    .execute();
  return id;
}

/** Says that a file is removed; throws Conflict when it was already. */
export async function endAttachment(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  id: string,
): Promise<void> {
  const ended = await tx
    .updateTable("attachment")
    .set({ removed_at: stamp.at, removed_by: stamp.actorId })
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  mustChange(`attachment:${id}`, ended);
}

/** Of these stored names, those that a row still needs: it stands, and was not refused. */
export async function listNeeded(db: Db, storedNames: readonly string[]): Promise<Set<string>> {
  if (storedNames.length === 0) return new Set();
  const rows = await db
    .selectFrom("attachment")
    .select("stored_name")
    .where("stored_name", "in", storedNames)
    .where("removed_at", "is", null)
    .where("scan_state", "<>", "refused")
    .execute();
  return new Set(rows.map((row) => row.stored_name));
}

export type KeptFile = { id: string; storedName: string; bytes: number; sha256: string };

/** Files whose bytes must be there, after one by id, for whoever compares all of them. */
export const unscopedKeptAfter = (db: Db, after: string, limit = 200): Promise<KeptFile[]> =>
  db
    .selectFrom("attachment")
    .select(["id", "stored_name as storedName", "bytes", "sha256"])
    .where("removed_at", "is", null)
    .where("scan_state", "<>", "refused")
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();

const toScan = (db: Db) =>
  db
    .selectFrom("attachment")
    .where("scan_state", "=", sql.lit("waiting" as const))
    .where("removed_at", "is", null);

export type ToScan = { id: string; storedName: string; tries: number };

/** The files to scan by now, what waits longest first. */
export const unscopedToScan = (db: Db, systemNow: string, limit = 20): Promise<ToScan[]> =>
  toScan(db)
    .select(["id", "stored_name as storedName", "scan_tries as tries"])
    .where("scan_next_at", "<=", systemNow)
    .orderBy("scan_next_at")
    .limit(limit)
    .execute();

/**
 * How many files the scanner has not seen, up to a bound, and since when by the business clock; with
 * `lateAt`, the machine's instant, those alone that it should have seen by then.
 */
export async function findUnscanned(
  db: Db,
  { most, lateAt }: { most: number; lateAt?: Date },
): Promise<{ count: number; since: string | null }> {
  let waiting = toScan(db).select("added_at").orderBy("scan_next_at").limit(most);
  if (lateAt) {
    const before = new Date(lateAt.getTime() - scanIsLate.minutes * 60_000).toISOString();
    waiting = waiting.where((eb) =>
      eb.or([eb("scan_next_at", "<", before), eb("scan_tries", ">=", scanIsLate.tries)]),
    );
  }
  const row = await db
    .selectFrom(waiting.as("one"))
    .select(countAll.as("count"))
    .select((eb) => eb.fn.min("added_at").as("since"))
    .executeTakeFirstOrThrow();
  return { count: row.count, since: row.since };
}

/** What the scanner made of a file; false where it was told before or removed meanwhile. */
export async function saveScan(
  tx: Tx,
  id: string,
  move: keyof typeof scanMachine.moves,
  at: string,
): Promise<boolean> {
  const { from, to } = scanMachine.moves[move];
  const { numUpdatedRows } = await tx
    .updateTable("attachment")
    .set({ scan_state: to, scanned_at: at })
    .where("id", "=", id)
    .where("scan_state", "in", [...from])
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0;
}

/** The scanner could not say: it is asked again, later each time. */
export async function putOffScan(
  tx: Tx,
  { id, tries }: Pick<ToScan, "id" | "tries">,
  systemNow: Date,
): Promise<void> {
  const next = new Date(systemNow.getTime() + minutesToNextTry(tries) * 60_000);
  await tx
    .updateTable("attachment")
    .set({ scan_tries: tries + 1, scan_next_at: next.toISOString() })
    .where("id", "=", id)
    .where("scan_state", "=", "waiting")
    .execute();
}

/** Whether its bytes may be given out, as far as the scanner goes. */
export const mayBeRead = ({ scanState }: Pick<Attachment, "scanState">): boolean =>
  isToScan(scanState) || scanState === "clean";
