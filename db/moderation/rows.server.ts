/**
 * Owns the rows of moderation: one an audit and round, from selection on.
 * Practice: why each was selected, and with what probability, is kept; a release leaves its event.
 */
import { type SqlBool, sql } from "kysely";
import { dateInLondon } from "~/rules/core/dates";
import { moderationMachine } from "~/rules/moderation/moderation";
import type { SelectionChange } from "~/rules/moderation/selection";
import { moveAudit } from "../audits/moves.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Tx } from "../core/open.server";
import { addHolder } from "./holders.server";

/** Selects an audit, or keeps one chosen at random for a certain reason from now on. */
export async function selectAudit(
  tx: Tx,
  stamp: Stamp,
  exerciseId: string,
  one: SelectionChange["select"][number],
): Promise<void> {
  const held = await tx
    .selectFrom("moderation")
    .select(["id", "reason"])
    .where("audit_id", "=", one.auditId)
    .orderBy("round", "desc")
    .executeTakeFirst();
  if (held) {
    // Already chosen at random, and certain from now on: a concern was raised since, say.
    await tx
      .updateTable("moderation")
      .set((eb) => ({
        reason: one.reason,
        probability: one.probability,
        version: eb("version", "+", 1),
      }))
      .where("id", "=", held.id)
      .execute();
    await appendEvent(tx, stamp, {
      stream: `moderation:${held.id}`,
      kind: "moderation.reason-changed",
      before: { reason: held.reason },
      after: { reason: one.reason },
    });
    return;
  }
  await addModeration(tx, stamp, { ...one, exerciseId, round: 1, moderatorId: null, note: "" });
  await moveAudit(tx, stamp, one.auditId, "select");
}

/** A row for one round; whoever calls it moves the audit. */
export async function addModeration(
  tx: Tx,
  stamp: Stamp,
  one: {
    auditId: string;
    exerciseId: string;
    round: number;
    reason: string;
    note: string;
    probability: number;
    moderatorId: string | null;
  },
): Promise<void> {
  const id = newId();
  await tx
    .insertInto("moderation")
    .values({
      id,
      audit_id: one.auditId,
      exercise_id: one.exerciseId,
      round: one.round,
      reason: one.reason,
      reason_note: one.note,
      probability: one.probability,
      selected_at: stamp.at,
      moderator_id: one.moderatorId,
      state: moderationMachine.first,
      committed_at: null,
      quality: "{}",
      feedback: "",
      outcome: null,
      decision_reason: "",
      decided_by: null,
      decided_at: null,
      feedback_read_at: null,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `moderation:${id}`,
    kind: "moderation.selected",
    after: one,
  });
  if (one.moderatorId) await addHolder(tx, stamp, id, one.moderatorId);
}

/** A random selection gives way: nobody has begun it. With a reason, the lead lets one go. */
export async function releaseModeration(
  tx: Tx,
  stamp: Stamp,
  auditId: string,
  reason?: string,
): Promise<void> {
  const held = await tx
    .selectFrom("moderation")
    .select(["id", "reason", "moderator_id"])
    .where("audit_id", "=", auditId)
    .where("state", "=", "selected")
    .executeTakeFirstOrThrow();
  await tx.deleteFrom("moderation_holder").where("moderation_id", "=", held.id).execute();
  await tx.deleteFrom("moderation").where("id", "=", held.id).execute();
  await appendEvent(tx, stamp, {
    stream: `moderation:${held.id}`,
    kind: "moderation.released",
    before: { auditId, reason: held.reason, moderatorId: held.moderator_id },
    ...(reason === undefined ? {} : { after: { reason } }),
  });
  await moveAudit(tx, stamp, auditId, "release", {}, reason);
}

/**
 * Audits that came back corrected go to the same moderator again, blind to the new grades; where that
 * one has left, moderates no more or is away today, to nobody, so that the lead chooses.
 */
export async function reopenReturned(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const back = await tx
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .select(["audit.id as auditId", "audit.round", "moderation.reason", "moderation.reason_note"])
    .select(["moderation.probability", "moderation.moderator_id"])
    .select((eb) => eb.case().when(isThere(stamp.at)).then(1).else(0).end().as("there"))
    .where("moderation.exercise_id", "=", exerciseId)
    .where("moderation.state", "=", "returned")
    .where("audit.state", "=", "selected")
    .where((eb) => eb("moderation.round", "=", eb("audit.round", "-", 1)))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("moderation as next")
            .select("next.id")
            .whereRef("next.audit_id", "=", "audit.id")
            .whereRef("next.round", "=", "audit.round"),
        ),
      ),
    )
    .execute();
  for (const row of back) {
    await addModeration(tx, stamp, {
      auditId: row.auditId,
      exerciseId,
      round: row.round,
      reason: row.reason,
      note: row.reason_note,
      probability: row.probability,
      moderatorId: row.there === 1 ? row.moderator_id : null,
    });
  }
}

/** That its moderator works here, moderates, and is not away on the day of this instant. */
const isThere = (at: string) => {
  const today = dateInLondon(new Date(at));
  return sql<SqlBool>`exists (
    select 1 from one_person as moderator
    inner join role_grant as role on role.person_id = moderator.id and role.role = 'moderator'
    where moderator.record_id = moderation.moderator_id and moderator.active = 1
      and not exists (
        select 1 from deputy
        where deputy.person_id in (
            select own.record_id from one_person as own where own.id = moderator.id
          )
          and deputy.ended_at is null and deputy.from_on <= ${today} and deputy.to_on >= ${today}
      )
  )`;
};
