/**
 * Owns what happens to a concern once it is raised: escalated, acknowledged, each with who is told.
 * Practice: a concern never waits for submission and never goes with its audit; the message to
 * those who answer is in the transaction of the deed; nobody implicated is ever among them.
 */
import { paths } from "~/paths";
import { type InLine, isLate, whoIsAbove, whoIsTold } from "~/rules/concerns/concerns";
import { listLine } from "../../concerns/line.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { whoIn } from "../../core/one-person.server";
import { type Db, type Tx, transact } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { addMessages } from "../../messages/outbox.server";

type Alertable = { id: string; bypassed: readonly string[] };

/**
 * Keeps who is told, and tells them. Deputies get their copies with the message to whom they stand
 * in for, by the rule of every message.
 */
export async function alert(
  tx: Tx,
  stamp: Stamp,
  concern: Alertable,
  people: readonly InLine[],
  kind: "concern-raised" | "concern-late",
): Promise<void> {
  for (const one of people) {
    await tx
      .insertInto("concern_alert")
      .values({
        concern_id: concern.id,
        person_id: one.id,
        part: one.part,
        for_person_id: one.forId,
        alerted_at: stamp.at,
      })
      .onConflict((c) => c.columns(["concern_id", "person_id"]).doNothing())
      .execute();
  }
  await addMessages(
    tx,
    stamp,
    people
      .filter(({ forId }) => forId === null)
      .map((one) => ({
        to: one.id,
        kind,
        key: concern.id,
        link: paths.concerns.one(concern.id),
        except: concern.bypassed,
      })),
  );
}

/** Sends a concern up to the QA lead and the leaders, once; nothing when it was answered meanwhile. */
export async function goUp(
  tx: Tx,
  stamp: Stamp,
  concern: Alertable & { dueAt: string },
  above: readonly InLine[],
  because: "late" | "no-one",
): Promise<void> {
  const result = await tx
    .updateTable("concern")
    .set((eb) => ({
      escalated_at: stamp.at,
      escalated_because: because,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", concern.id)
    .where("escalated_at", "is", null)
    // Someone may have answered it in time while this was on its way.
    .where("acknowledged_at", "is", null)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, {
    stream: `concern:${concern.id}`,
    kind: "concern.escalated",
    after: { because, dueAt: concern.dueAt, to: above.map(({ id }) => id) },
  });
  await alert(tx, stamp, concern, above, because === "late" ? "concern-late" : "concern-raised");
}

/** Records that a late concern has been escalated, and tells the QA lead and the leaders; once. */
async function escalate(tx: Tx, stamp: Stamp, id: string): Promise<void> {
  const row = await tx
    .selectFrom("concern")
    .select(["id", "due_at", "team_id", "service_id"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const bypassed = (
    await tx
      .selectFrom("concern_bypass")
      .select(whoIn("concern_bypass.person_id").as("person_id"))
      .where("concern_id", "=", id)
      .execute()
  ).map((one) => one.person_id);
  const place = { teamId: row.team_id, serviceId: row.service_id };
  const people = await listLine(tx, place, new Date(stamp.at));
  const concern = { id, bypassed, dueAt: row.due_at };
  await goUp(tx, stamp, concern, whoIsAbove(people, bypassed), "late");
}

/**
 * Sends up every concern whose time is over and that nobody has acknowledged; answers how many.
 * A job of the server runs it every minute; what people may read never waits for it.
 */
export async function escalateLateConcerns(
  db: Db,
  stamp: Stamp & { actorId: null },
): Promise<number> {
  const late = await db
    .selectFrom("concern")
    .select("id")
    .where("acknowledged_at", "is", null)
    .where("escalated_at", "is", null)
    .where("due_at", "<", stamp.at)
    .orderBy("due_at")
    .execute();
  const failed: unknown[] = [];
  for (const { id } of late) {
    // One that cannot be escalated now keeps none of the others back.
    await transact(db, (tx) => escalate(tx, stamp, id)).catch((error) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
  return late.length;
}

/**
 * Sends up every concern that has nobody left who answers for it, because those who were told have
 * left or changed their roles: its clock runs for nobody. A job of the server runs it every minute.
 */
export async function escalateDeserted(db: Db, stamp: Stamp & { actorId: null }): Promise<void> {
  const open = await db
    .selectFrom("concern")
    .select(["id", "team_id", "service_id", "due_at", "raised_by"])
    .where("acknowledged_at", "is", null)
    .where("escalated_at", "is", null)
    .orderBy("due_at")
    .execute();
  for (const { id, team_id, service_id, due_at, raised_by } of open) {
    await transact(db, async (tx) => {
      const passed = await tx
        .selectFrom("concern_bypass")
        .select("person_id")
        .where("concern_id", "=", id)
        .execute();
      const bypassed = passed.map((one) => one.person_id);
      const place = { teamId: team_id, serviceId: service_id };
      const line = await listLine(tx, place, new Date(stamp.at));
      const { told, goesUp } = whoIsTold(line, { raisedBy: raised_by, bypassed });
      if (goesUp) await goUp(tx, stamp, { id, bypassed, dueAt: due_at }, told, "no-one");
    });
  }
}

/** Acknowledges a concern once; throws Conflict when someone already has. */
export async function saveAcknowledgement(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  acknowledgement: { id: string; done: string },
): Promise<void> {
  const { id, done } = acknowledgement;
  const stream = `concern:${id}` as const;
  const before = await tx
    .selectFrom("concern")
    .select(["due_at", "escalated_at", "raised_by"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const clock = { dueAt: before.due_at, acknowledgedAt: null };
  if (before.escalated_at === null && isLate(clock, new Date(stamp.at))) {
    await escalate(tx, { ...stamp, actorId: null }, id);
  }
  const result = await tx
    .updateTable("concern")
    .set((eb) => ({
      acknowledged_by: stamp.actorId,
      acknowledged_at: stamp.at,
      done,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .where("acknowledged_at", "is", null)
    .executeTakeFirst();
  mustChange(stream, result);
  await appendEvent(tx, stamp, { stream, kind: "concern.acknowledged", after: { done } });
  const alerted = await tx
    .selectFrom("concern_alert")
    .select(["person_id", "for_person_id"])
    .where("concern_id", "=", id)
    .execute();
  const bypassed = await tx
    .selectFrom("concern_bypass")
    .select(whoIn("concern_bypass.person_id").as("person_id"))
    .where("concern_id", "=", id)
    .execute();
  // Who was told as a deputy hears of it as a deputy, for as long as they are one.
  const told = alerted.map((one) => one.for_person_id ?? one.person_id);
  const others = [...new Set([before.raised_by, ...told])].sort();
  await addMessages(
    tx,
    stamp,
    others.map((to) => ({
      to,
      kind: "concern-acknowledged",
      key: id,
      link: paths.concerns.one(id),
      except: bypassed.map((one) => one.person_id),
    })),
  );
}
