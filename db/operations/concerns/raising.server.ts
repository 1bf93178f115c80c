/**
 * Owns raising a concern: kept with its clock, and told to those who answer for it.
 * Practice: a form sent twice raises one concern; one sent again with other words is told so, with
 * both versions, and drops nothing.
 */
import { type ConcernHours, concernDueAt, whoIsTold } from "~/rules/concerns/concerns";
import { listLine } from "../../concerns/line.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { findSettings, type Settings } from "../../core/settings.server";
import { Conflict, mustRepeat } from "../../core/versions.server";
import { selectAgainFor } from "../moderation/moderation.server";
import { alert, goUp } from "./deeds.server";

const concernHoursOf = (settings: Settings): ConcernHours => ({
  cutOff: settings["concern.cut-off"],
  sameDayBy: settings["concern.same-day-by"],
  nextDayBy: settings["concern.next-day-by"],
});

export type NewConcern = {
  id: string;
  caseId: string;
  auditId: string | null;
  exerciseId: string | null;
  teamId: string;
  serviceId: string;
  what: string;
  spokenTo: string;
  spokenAt: Date;
  bypassed: readonly string[];
};

/**
 * Raises a concern and starts its clock; the same one sent twice is raised once. Throws Conflict
 * when one was raised under this id with other words: none of what was written may be dropped.
 */
export async function addConcern(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  concern: NewConcern,
): Promise<void> {
  const now = new Date(stamp.at);
  const dueAt = concernDueAt(now, concernHoursOf(await findSettings(tx))).toISOString();
  const result = await tx
    .insertInto("concern")
    .values({
      id: concern.id,
      case_id: concern.caseId,
      audit_id: concern.auditId,
      exercise_id: concern.exerciseId,
      team_id: concern.teamId,
      service_id: concern.serviceId,
      raised_by: stamp.actorId,
      raised_at: stamp.at,
      what: concern.what,
      spoken_to: concern.spokenTo,
      spoken_at: concern.spokenAt.toISOString(),
      due_at: dueAt,
      done: "",
    })
    .onConflict((c) => c.column("id").doNothing())
    .executeTakeFirst();
  const bypassed = [...new Set(concern.bypassed)].sort();
  if (result.numInsertedOrUpdatedRows === 0n) {
    await mustBeSame(tx, stamp, concern, bypassed);
    return;
  }
  for (const personId of bypassed) {
    await tx
      .insertInto("concern_bypass")
      .values({ concern_id: concern.id, person_id: personId })
      .execute();
  }
  await appendEvent(tx, stamp, {
    stream: `concern:${concern.id}`,
    kind: "concern.raised",
    after: { ...concern, dueAt },
  });
  if (concern.auditId) {
    await appendEvent(tx, stamp, {
      stream: `audit:${concern.auditId}`,
      kind: "concern.raised",
      after: { concernId: concern.id },
    });
  }
  const people = await listLine(tx, concern, now);
  const { told, goesUp } = whoIsTold(people, {
    raisedBy: stamp.actorId,
    bypassed: concern.bypassed,
  });
  if (goesUp) await goUp(tx, stamp, { ...concern, dueAt }, told, "no-one");
  else await alert(tx, stamp, concern, told, "concern-raised");
  if (concern.auditId) await selectAgainFor(tx, stamp, concern.auditId);
}

/** Throws Conflict unless the concern of this id says what is sent now, and leaves out the same people. */
async function mustBeSame(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  concern: NewConcern,
  bypassed: readonly string[],
): Promise<void> {
  const stream = `concern:${concern.id}`;
  await mustRepeat(tx, stream, "concern", concern.id, {
    case_id: concern.caseId,
    audit_id: concern.auditId,
    raised_by: stamp.actorId,
    what: concern.what,
    spoken_to: concern.spokenTo,
    spoken_at: concern.spokenAt.toISOString(),
  });
  const held = await tx
    .selectFrom("concern_bypass")
    .select("person_id")
    .where("concern_id", "=", concern.id)
    .orderBy("person_id")
    .execute();
  if (held.map((one) => one.person_id).join() !== bypassed.join()) throw new Conflict(stream);
}
