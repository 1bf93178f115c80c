/**
 * Owns the register of auditors and moderators: its entries, who is due, and who is new.
 * Practice: nothing is written over; whoever is recorded twice has the entries of both records.
 */
import { type Expression, type RawBuilder, sql } from "kysely";
import type { RegisterEntry, RegisterKind } from "~/rules/people/register";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf, whoIn } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import type { Flag } from "../core/schema";
import { mustChange } from "../core/versions.server";

/** Whether someone was trained: their first audit is no longer certain to be moderated. */
export const isEstablished = (personId: Expression<string | null>): RawBuilder<Flag> =>
  sql<Flag>`case when exists (select 1 from register_entry as trained
    where trained.person_id in ${recordsOf(personId)}
      and trained.kind = ${"trained" satisfies RegisterKind} and trained.withdrawn_at is null)
    then 1 else 0 end`;

export type NewEntry = {
  personId: string;
  kind: RegisterKind;
  /** YYYY-MM-DD; null where nobody kept it. */
  onDate: string | null;
  note: string;
  /** The exercise it comes from; null where the QA lead records it. */
  calibrationId: string | null;
};

/** Enters one, once; it is in the history of the register, and of the person. */
export async function addEntry(tx: Tx, stamp: Stamp, entry: NewEntry): Promise<void> {
  const same = await tx
    .selectFrom("register_entry")
    .select("id")
    .where("person_id", "=", entry.personId)
    .where("kind", "=", entry.kind)
    .where("on_date", entry.onDate === null ? "is" : "=", entry.onDate)
    .where("note", "=", entry.note)
    .where("calibration_id", entry.calibrationId === null ? "is" : "=", entry.calibrationId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  if (same) return;
  await tx
    .insertInto("register_entry")
    .values({
      id: newId(),
      person_id: entry.personId,
      kind: entry.kind,
      on_date: entry.onDate,
      note: entry.note,
      calibration_id: entry.calibrationId,
      recorded_by: entry.calibrationId === null ? stamp.actorId : null,
      recorded_at: stamp.at,
    })
    .execute();
  const { kind, onDate } = entry;
  const stream = `register:${entry.personId}` as const;
  await appendEvent(tx, stamp, { stream, kind: "register.entered", after: { kind, onDate } });
}

/** Withdraws a wrong entry, with a reason. Throws Conflict where it was withdrawn already. */
export async function withdrawEntry(
  tx: Tx,
  stamp: Stamp,
  { id, personId }: { id: string; personId: string },
  reason: string,
): Promise<void> {
  const stream = `register:${personId}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("register_entry")
      .set({ withdrawn_at: stamp.at, withdrawn_by: stamp.actorId, withdrawn_reason: reason })
      .where("id", "=", id)
      .where("person_id", "in", recordsOf(personId))
      .where("withdrawn_at", "is", null)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, { stream, kind: "register.withdrawn", before: { id } });
}

/** Withdraws what an exercise entered by itself, which is held for nobody any more. */
export async function withdrawEntriesOf(
  tx: Tx,
  stamp: Stamp,
  calibrationId: string,
  reason: string,
): Promise<void> {
  const entries = await tx
    .selectFrom("register_entry")
    .select(["id", "person_id as personId"])
    .where("calibration_id", "=", calibrationId)
    .where("withdrawn_at", "is", null)
    .execute();
  for (const entry of entries) await withdrawEntry(tx, stamp, entry, reason);
}

export type OnRegister = {
  id: string;
  name: string;
  jobTitle: string;
  isAuditor: boolean;
  isModerator: boolean;
  /** Those that hold, in no order. */
  entries: RegisterEntry[];
};

/** Everyone active who audits or moderates, by name: as many as hold the roles today. */
export async function unscopedRegister(db: Db, personId?: string): Promise<OnRegister[]> {
  const holders = await db
    .selectFrom("role_grant")
    .innerJoin("one_person as person", "person.record_id", "role_grant.person_id")
    .select(["person.id", "person.name", "person.name_folded", "person.job_title", "role"])
    .where("role", "in", ["auditor", "moderator"])
    .where("person.active", "=", 1)
    .$if(personId !== undefined, (qb) => qb.where("person.id", "=", personId ?? ""))
    .orderBy("person.name_folded")
    .orderBy("person.id")
    .execute();
  const ids = [...new Set(holders.map(({ id }) => id))];
  const entries = await listEntriesOf(db, ids);
  return ids.map((id) => {
    const own = holders.filter((holder) => holder.id === id);
    return {
      id,
      name: own[0]?.name ?? "",
      jobTitle: own[0]?.job_title ?? "",
      isAuditor: own.some(({ role }) => role === "auditor"),
      isModerator: own.some(({ role }) => role === "moderator"),
      entries: entries.get(id) ?? [],
    };
  });
}

/** The entries that hold, by the person who stays: the last of each kind, with a date and without. */
async function listEntriesOf(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, RegisterEntry[]>> {
  const found = new Map<string, RegisterEntry[]>();
  if (ids.length === 0) return found;
  const rows = await db
    .selectFrom("person")
    .innerJoin("register_entry as e", "e.person_id", "person.id")
    .select([whoIn("person.id").as("personId"), "e.kind"])
    .select((eb) => [
      eb.fn.max("e.on_date").as("onDate"),
      eb.fn
        .max(eb.case().when("e.on_date", "is", null).then(eb.ref("e.recorded_at")).end())
        .as("undatedAt"),
      eb.fn.max("e.recorded_at").as("recordedAt"),
    ])
    .where("e.withdrawn_at", "is", null)
    .where((eb) => eb.or([eb("person.id", "in", ids), eb("person.same_as_id", "in", ids)]))
    .groupBy(["person.id", "person.same_as_id", "e.kind"])
    .execute();
  for (const { personId, kind, onDate, undatedAt, recordedAt } of rows) {
    const held = found.get(personId) ?? [];
    if (onDate !== null) held.push({ kind, onDate, recordedAt: recordedAt ?? "" });
    if (undatedAt !== null) held.push({ kind, onDate: null, recordedAt: undatedAt });
    found.set(personId, held);
  }
  return found;
}

export type EntryRow = {
  id: string;
  kind: RegisterKind;
  onDate: string | null;
  note: string;
  /** Null where it came by itself. */
  recordedBy: string | null;
  recordedAt: string;
  withdrawn: { by: string; at: string; reason: string } | null;
};

/** One person's entries, the newest first, withdrawn ones too; the last hundred. */
export async function listEntries(db: Db, personId: string): Promise<EntryRow[]> {
  const rows = await db
    .selectFrom("register_entry as e")
    .leftJoin("one_person as recorder", "recorder.record_id", "e.recorded_by")
    .leftJoin("one_person as withdrawer", "withdrawer.record_id", "e.withdrawn_by")
    .select(["e.id", "e.kind", "e.on_date", "e.note", "e.recorded_at", "recorder.name as recorder"])
    .select(["e.withdrawn_at", "e.withdrawn_reason", "withdrawer.name as withdrawer"])
    .where("e.person_id", "in", recordsOf(personId))
    .orderBy("e.recorded_at", "desc")
    .orderBy("e.id", "desc")
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    onDate: row.on_date,
    note: row.note,
    recordedBy: row.recorder,
    recordedAt: row.recorded_at,
    withdrawn:
      row.withdrawn_at === null
        ? null
        : { by: row.withdrawer ?? "Someone", at: row.withdrawn_at, reason: row.withdrawn_reason },
  }));
}
