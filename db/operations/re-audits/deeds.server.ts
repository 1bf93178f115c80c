/**
 * Owns what happens to re-audits: made once an audit is final with an overall grade that escalates, given to an
 * auditor in a cycle or on its own, cancelled with a reason.
 * Practice: one re-audit an audit, however often it is asked for; it is outside every draw and
 * every figure, and whoever plans is told when the case closed meanwhile.
 */

import { paths } from "~/paths";
import { dateInLondon, formatMonth, monthOf } from "~/rules/core/dates";
import { type ExerciseState, exerciseMachine, isReleased } from "~/rules/exercises/exercises";
import type { AuditorRule } from "~/rules/independence/objections";
import { deadlineOf, reAuditDueOn } from "~/rules/re-audits/re-audits";
import { listServiceManagersOf, unscopedQaLeads } from "../../access/readers.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import { oncePerExercise } from "../../core/one-person.server";
import { type Db, type Tx, transact } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { holdExerciseIn } from "../../exercises/exercises.server";
import { noticeConflicts } from "../../independence/independence.server";
import { addMessages } from "../../messages/outbox.server";
import { mustHaveRoom } from "../../sampling/loads.server";
import { addAudit } from "../sampling/drawn-audits.server";

export type FinalEscalated = {
  auditId: string;
  caseId: string;
  teamId: string;
  serviceId: string;
};

/** Makes the re-audit of an audit that is final with an overall grade that escalates, once. */
export async function addReAudit(
  tx: Tx,
  stamp: Stamp,
  audit: FinalEscalated,
  months: number,
): Promise<void> {
  const id = newId();
  const dueOn = reAuditDueOn(stamp.at, months);
  const result = await tx
    .insertInto("re_audit")
    .values({
      id,
      previous_audit_id: audit.auditId,
      case_id: audit.caseId,
      made_at: stamp.at,
      due_on: dueOn,
      audit_id: null,
      cancelled_at: null,
      cancelled_by: null,
      closed_told_at: null,
    })
    .onConflict((c) => c.column("previous_audit_id").doNothing())
    .executeTakeFirst();
  if (result.numInsertedOrUpdatedRows === 0n) return;
  await appendEvent(tx, stamp, {
    stream: `re-audit:${id}`,
    kind: "re-audit.made",
    after: { previousAuditId: audit.auditId, dueOn },
  });
  await appendEvent(tx, stamp, {
    stream: `audit:${audit.auditId}`,
    kind: "audit.to-be-re-audited",
    after: { reAuditId: id, dueOn },
  });
  const told = { kind: "re-audit-planned", key: id, due: dueOn } as const;
  const managers = await listServiceManagersOf(tx, audit);
  await addMessages(tx, stamp, [
    ...(await unscopedQaLeads(tx)).map((to) => ({ ...told, to, link: paths.reAudits.one(id) })),
    ...managers.map((to) => ({ ...told, to, link: paths.audits.read(audit.auditId) })),
  ]);
}

export type Placement = {
  reAudit: { id: string; version: number; caseId: string; previousAuditId: string };
  auditorId: string;
  overrideReason: string | null;
  /** Which rules the override sets aside. */
  overridden: readonly AuditorRule[];
  /** Null for the re-audit's own date, which it is never later than. */
  dueOn: string | null;
} & (
  | { exercise: { id: string; state: ExerciseState } }
  | { own: { toolVersionId: string; leadId: string; month: string; today: string } }
);

/**
 * Gives a re-audit to an auditor, in an exercise or in one made for it alone; answers the audit's
 * id. Throws Conflict when the re-audit was given out or cancelled meanwhile, when the exercise has
 * moved on, or when the auditor would have more of it than their maximum.
 */
export async function placeReAudit(tx: Tx, stamp: Stamp, placement: Placement): Promise<string> {
  const { reAudit, auditorId, overrideReason, overridden } = placement;
  const { due_on: ownDueOn } = await tx
    .selectFrom("re_audit")
    .select("due_on")
    .where("id", "=", reAudit.id)
    .executeTakeFirstOrThrow();
  const dueOn = deadlineOf(placement.dueOn ?? ownDueOn, ownDueOn);
  const exerciseId =
    "own" in placement ? await addOwnExercise(tx, stamp, placement, dueOn) : placement.exercise.id;
  if (!("own" in placement)) await holdExerciseIn(tx, exerciseId, placement.exercise.state);
  const released = "own" in placement || isReleased(placement.exercise.state);
  const auditId = await addAudit(tx, stamp, {
    exerciseId,
    caseId: reAudit.caseId,
    origin: "re-audit",
    auditorId,
    overrideReason,
    overridden,
    dueOn,
    previousAuditId: reAudit.previousAuditId,
  });
  await mustHaveRoom(tx, exerciseId, [auditorId]);
  await noticeConflicts(tx, stamp, "chosen", { auditIds: [auditId] });
  const stream = `re-audit:${reAudit.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("re_audit")
      .set({ audit_id: auditId, version: reAudit.version + 1 })
      .where("id", "=", reAudit.id)
      .where("version", "=", reAudit.version)
      .where("cancelled_at", "is", null)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "re-audit.placed",
    after: { auditId, exerciseId, auditorId, overrideReason, overridden, dueOn },
  });
  if (released) {
    const link = paths.audits.one(auditId);
    await addMessages(tx, stamp, [
      { to: auditorId, kind: "audit-allocated", key: auditId, link, due: dueOn },
    ]);
  }
  return auditId;
}

async function addOwnExercise(
  tx: Tx,
  stamp: Stamp,
  { own, auditorId }: Extract<Placement, { own: unknown }>,
  dueOn: string,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("exercise")
    .values({
      id,
      kind: "core",
      graded: 1,
      title: `Re-audit of an audit of ${formatMonth(own.month)}`,
      month: monthOf(own.today),
      service_id: null,
      lead_id: own.leadId,
      tool_version_id: own.toolVersionId,
      state: exerciseMachine.moves.release.to,
      size: 1,
      moderated: 1,
      trigger_kind: null,
      trigger_text: "",
      prompted_by_id: null,
      rationale: "",
      lines_of_enquiry: "",
      methodology: "",
      next_steps: "",
      narrative: "",
      audits_due_on: dueOn,
      moderation_due_on: null,
      responses_due_on: null,
      moderation_seed: id,
      only_re_audits: 1,
      released_at: stamp.at,
      window_closed_at: null,
      closed_at: null,
    })
    .execute();
  await tx
    .insertInto("exercise_member")
    .values({
      exercise_id: id,
      person_id: auditorId,
      part: "auditor",
      role_text: "",
      expected: 1,
      maximum: 1,
    })
    .execute();
  await addModerators(tx, id, own.today);
  await appendEvent(tx, stamp, {
    stream: `exercise:${id}`,
    kind: "exercise.planned",
    after: { onlyReAudits: true, auditsDueOn: dueOn },
  });
  return id;
}

/** The moderators of the latest cycle moderate what is done on its own, too. */
async function addModerators(tx: Tx, exerciseId: string, today: string): Promise<void> {
  const latest = await tx
    .selectFrom("exercise")
    .innerJoin("exercise_member", "exercise_member.exercise_id", "exercise.id")
    .select("exercise.id")
    .where("exercise.kind", "=", "core")
    .where("exercise.only_re_audits", "=", 0)
    .where("exercise.month", "<=", monthOf(today))
    .where("exercise_member.part", "=", "moderator")
    .orderBy("exercise.month", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!latest) return;
  const members = await tx
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select(["person.id as person_id", "role_text", "expected", "maximum"])
    .where("exercise_id", "=", latest.id)
    .where("part", "=", "moderator")
    .where("person.active", "=", 1)
    .where(oncePerExercise())
    .execute();
  for (const member of members) {
    await tx
      .insertInto("exercise_member")
      .values({ ...member, exercise_id: exerciseId, part: "moderator" })
      .execute();
  }
}

/** Cancels a re-audit that nobody audits, with the reason. Throws Conflict when it changed. */
export async function cancelReAudit(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  cancelled: { id: string; version: number; previousAuditId: string; reason: string },
): Promise<void> {
  const stream = `re-audit:${cancelled.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("re_audit")
      .set({
        cancelled_at: stamp.at,
        cancelled_by: stamp.actorId,
        cancelled_reason: cancelled.reason,
        version: cancelled.version + 1,
      })
      .where("id", "=", cancelled.id)
      .where("version", "=", cancelled.version)
      .where("cancelled_at", "is", null)
      .executeTakeFirst(),
  );
  const { reason } = cancelled;
  await appendEvent(tx, stamp, { stream, kind: "re-audit.cancelled", after: { reason } });
  await appendEvent(tx, stamp, {
    stream: `audit:${cancelled.previousAuditId}`,
    kind: "audit.re-audit-cancelled",
    after: { reAuditId: cancelled.id, reason },
  });
}

/**
 * Cancels the re-audit of an audit whose grade asks for none any more, while nobody audits it; one
 * that is under way is its QA lead's to withdraw.
 */
export async function dropReAudit(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  previousAuditId: string,
  reason: string,
): Promise<void> {
  const waiting = await tx
    .selectFrom("re_audit")
    .select(["id", "version"])
    .where("previous_audit_id", "=", previousAuditId)
    .where("audit_id", "is", null)
    .where("cancelled_at", "is", null)
    .executeTakeFirst();
  if (waiting) await cancelReAudit(tx, stamp, { ...waiting, previousAuditId, reason });
}

/** Tells the QA leads once of each waiting re-audit whose case has closed; answers how many. */
export async function tellOfClosedCases(db: Db, stamp: Stamp & { actorId: null }): Promise<number> {
  const closed = await db
    .selectFrom("re_audit")
    .innerJoin("case_record", "case_record.id", "re_audit.case_id")
    .leftJoin("audit", "audit.id", "re_audit.audit_id")
    .select("re_audit.id")
    .where("re_audit.cancelled_at", "is", null)
    .where("re_audit.closed_told_at", "is", null)
    .where("case_record.closed_on", "<=", dateInLondon(new Date(stamp.at)))
    .where((eb) =>
      eb.or([
        eb("re_audit.audit_id", "is", null),
        eb("audit.state", "in", ["withdrawn", "allocated"]),
      ]),
    )
    .execute();
  for (const { id } of closed) {
    await transact(db, async (tx) => {
      const result = await tx
        .updateTable("re_audit")
        .set({ closed_told_at: stamp.at })
        .where("id", "=", id)
        .where("closed_told_at", "is", null)
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n) return;
      await appendEvent(tx, stamp, { stream: `re-audit:${id}`, kind: "re-audit.case-closed" });
      const link = paths.reAudits.one(id);
      const leads = await unscopedQaLeads(tx);
      await addMessages(
        tx,
        stamp,
        leads.map((to) => ({ to, kind: "re-audit-case-closed", key: id, link })),
      );
    });
  }
  return closed.length;
}
