/**
 * Owns who is exempt from auditing for a time, as stored.
 * Practice: one that is taken back is kept and never held; what it changed is looked at anew whenever
 * audits are given out.
 */
import type { Time } from "~/rules/exercises/expected";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf, recordsOfAll } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

export type Exemption = {
  id: string;
  fromOn: string;
  toOn: string;
  reason: string;
  approvedBy: string;
  approvedAt: string;
  endedBy: string | null;
  endedAt: string | null;
};

/** Someone's, the latest first; a hundred at most. */
export const listExemptions = (db: Db, personId: string): Promise<Exemption[]> =>
  db
    .selectFrom("exemption")
    .innerJoin("one_person as approver", "approver.record_id", "exemption.approved_by")
    .leftJoin("one_person as ender", "ender.record_id", "exemption.ended_by")
    .select(["exemption.id", "from_on as fromOn", "to_on as toOn", "reason"])
    .select(["approver.name as approvedBy", "approved_at as approvedAt"])
    .select(["ender.name as endedBy", "ended_at as endedAt"])
    .where("exemption.person_id", "in", recordsOf(personId))
    .orderBy("from_on", "desc")
    .orderBy("exemption.id", "desc")
    .limit(100)
    .execute();

/** When these people are exempt within a time, by person. */
export async function listExemptTimes(
  db: Db,
  personIds: readonly string[],
  { from, to }: Time,
): Promise<Map<string, Time[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("exemption")
    .innerJoin("one_person as person", "person.record_id", "exemption.person_id")
    .select(["person.id", "from_on as from", "to_on as to"])
    .where("to_on", ">=", from)
    .where("from_on", "<=", to)
    .where("ended_at", "is", null)
    .where("exemption.person_id", "in", recordsOfAll(personIds))
    .execute();
  const times = new Map<string, Time[]>();
  for (const { id, ...time } of rows) times.set(id, [...(times.get(id) ?? []), time]);
  return times;
}

/** The same time twice, as when a button is pressed twice, stands once. */
export async function addExemption(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  personId: string,
  { fromOn, toOn, reason }: { fromOn: string; toOn: string; reason: string },
): Promise<void> {
  // One at a time for a person.
  await tx
    .updateTable("person")
    .set((eb) => ({ active: eb.ref("active") }))
    .where("id", "=", personId)
    .execute();
  const there = await tx
    .selectFrom("exemption")
    .select("id")
    .where("person_id", "=", personId)
    .where("from_on", "=", fromOn)
    .where("to_on", "=", toOn)
    .where("reason", "=", reason)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (there) return;
  await tx
    .insertInto("exemption")
    .values({
      ...{ id: newId(), person_id: personId, from_on: fromOn, to_on: toOn, reason },
      ...{ approved_by: stamp.actorId, approved_at: stamp.at },
    })
    .execute();
  const after = { fromOn, toOn, reason };
  await appendEvent(tx, stamp, { stream: `person:${personId}`, kind: "exemption.approved", after });
}

/** Takes one back; throws Conflict where that was done already. */
export async function endExemption(
  tx: Tx,
  stamp: Stamp,
  personId: string,
  { id, fromOn, toOn }: Pick<Exemption, "id" | "fromOn" | "toOn">,
): Promise<void> {
  const result = await tx
    .updateTable("exemption")
    .set({ ended_at: stamp.at, ended_by: stamp.actorId })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirstOrThrow();
  mustChange(`person:${personId}`, result);
  const before = { fromOn, toOn };
  await appendEvent(tx, stamp, { stream: `person:${personId}`, kind: "exemption.ended", before });
}
