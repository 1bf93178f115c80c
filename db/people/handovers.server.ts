/**
 * Owns hand-overs as stored: planned, cancelled before their day, begun once, and their result.
 * Practice: each is begun by whoever claims it first, so that two servers do it once; what a server
 * began and did not finish is begun again later, because what has gone already is no longer theirs.
 */
import type { HandoverPart, HandoverResult } from "~/rules/people/handovers";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";

export type Handover = {
  id: string;
  personId: string;
  personName: string;
  toId: string;
  toName: string;
  parts: HandoverPart[];
  onDate: string;
  reason: string;
  plannedBy: string;
  plannedByName: string;
  begunAt: string | null;
  result: HandoverResult | null;
};

export const handovers = (db: Db) =>
  db
    .selectFrom("handover")
    .innerJoin("one_person as person", "person.record_id", "handover.person_id")
    .innerJoin("one_person as taker", "taker.record_id", "handover.to_id")
    .innerJoin("one_person as planner", "planner.record_id", "handover.planned_by")
    .selectAll("handover")
    .select(["person.name", "taker.name as to_name", "planner.name as planner_name"])
    .select(["person.id as from_id", "taker.id as taker_id", "planner.id as planner_id"])
    .select("planner.active as planner_active")
    .where("cancelled_at", "is", null)
    .orderBy("on_date")
    .orderBy("handover.id");

type Row = Awaited<ReturnType<ReturnType<typeof handovers>["execute"]>>[number];

export const typed = (row: Row): Handover => ({
  id: row.id,
  personId: row.from_id,
  personName: row.name,
  toId: row.taker_id,
  toName: row.to_name,
  parts: JSON.parse(row.parts),
  onDate: row.on_date,
  reason: row.reason,
  plannedBy: row.planner_id,
  plannedByName: row.planner_name,
  begunAt: row.begun_at,
  result: row.result === "" ? null : JSON.parse(row.result),
});

export async function findHandover(db: Db, id: string): Promise<Handover | null> {
  const row = await handovers(db).where("handover.id", "=", id).executeTakeFirst();
  return row ? typed(row) : null;
}

/** What waits for its day of one person's, the next first. */
export async function listPlanned(db: Db, personId: string): Promise<Handover[]> {
  const rows = await handovers(db)
    .where("handover.person_id", "in", recordsOf(personId))
    .where("begun_at", "is", null)
    .limit(50)
    .execute();
  return rows.map(typed);
}

/** What waits for its day of anyone's, the next first. */
export async function unscopedAllPlanned(db: Db): Promise<Handover[]> {
  const rows = await handovers(db).where("begun_at", "is", null).limit(500).execute();
  return rows.map(typed);
}

/** After this long without a result, whoever began a hand-over was stopped in the middle of it. */
const stoppedAfter = 15 * 60_000;

/**
 * Every hand-over whose day has come (YYYY-MM-DD, London) and that nobody has begun, or someone
 * began and never finished.
 */
export async function unscopedDueHandovers(db: Db, today: string, at: string): Promise<Handover[]> {
  const stopped = new Date(Date.parse(at) - stoppedAfter).toISOString();
  const rows = await handovers(db)
    .where("on_date", "<=", today)
    .where((eb) =>
      eb.or([
        eb("begun_at", "is", null),
        eb.and([eb("begun_at", "<", stopped), eb("result", "=", "")]),
      ]),
    )
    .execute();
  return rows.map(typed);
}

export async function addHandover(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  plan: Pick<Handover, "personId" | "toId" | "parts" | "onDate" | "reason">,
): Promise<string> {
  const id = newId();
  const { personId, toId, parts, onDate, reason } = plan;
  await tx
    .insertInto("handover")
    .values({
      id,
      person_id: personId,
      to_id: toId,
      parts: JSON.stringify(parts),
      on_date: onDate,
      reason,
      planned_by: stamp.actorId,
      planned_at: stamp.at,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `person:${personId}`,
    kind: "handover.planned",
    after: { toId, parts, onDate, reason },
  });
  return id;
}

/** Cancels what nobody has begun; answers whether it was still there to cancel. */
export async function cancelHandover(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  { id, personId }: { id: string; personId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("handover")
    .set({ cancelled_at: stamp.at, cancelled_by: stamp.actorId })
    .where("id", "=", id)
    .where("person_id", "in", recordsOf(personId))
    .where("begun_at", "is", null)
    .where("cancelled_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await appendEvent(tx, stamp, { stream: `person:${personId}`, kind: "handover.cancelled" });
  return true;
}

/** Claims a hand-over for this run, as it was read: two servers do it once. */
export async function beginHandover(
  tx: Tx,
  stamp: Stamp,
  { id, begunAt }: Pick<Handover, "id" | "begunAt">,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("handover")
    .set({ begun_at: stamp.at })
    .where("id", "=", id)
    .where("begun_at", begunAt === null ? "is" : "=", begunAt)
    .where("result", "=", "")
    .where("cancelled_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function saveHandoverResult(
  tx: Tx,
  stamp: Stamp,
  { id, personId, toId }: Pick<Handover, "id" | "personId" | "toId">,
  result: HandoverResult,
): Promise<void> {
  await tx
    .updateTable("handover")
    .set({ result: JSON.stringify(result) })
    .where("id", "=", id)
    .execute();
  await appendEvent(tx, stamp, {
    stream: `person:${personId}`,
    kind: "handover.done",
    after: { toId, given: result.given, left: result.left.length },
  });
}
