/**
 * Owns asking families for feedback: planning it, finding it, and what became of each.
 * Practice: an opaque reference on paper; of a code its digest alone; no write keeps how anyone is
 * reached; each move asks for the version that was read.
 */
import type { Access } from "~/rules/access/access";
import type { FeedbackFor } from "~/rules/family-feedback/forms";
import {
  type FeedbackWay,
  type InvitationMove,
  type InvitationState,
  invitationMachine,
  type NotAskedReason,
} from "~/rules/family-feedback/invitations";
import { isNotWithdrawn } from "../core/counted.server";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";

export type Invitation = {
  id: string;
  reference: number;
  exerciseId: string;
  exerciseTitle: string;
  auditId: string;
  caseReference: string;
  for: FeedbackFor;
  number: number;
  formVersionId: string;
  way: FeedbackWay;
  callerId: string | null;
  callerName: string | null;
  state: InvitationState;
  answersBy: string;
  reasonCode: NotAskedReason | null;
  reason: string;
  codeMadeAt: string | null;
  plannedAt: string;
  askedAt: string | null;
  endedAt: string | null;
  version: number;
};

export type InvitationStamp = Stamp & { actorId: string };
export const invitationStream = (id: string) => `feedback-invitation:${id}` as const;

const { moves, first } = invitationMachine;

const query = (db: Db) =>
  db
    .selectFrom("feedback_invitation as invitation")
    .innerJoin("audit", "audit.id", "invitation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("exercise", "exercise.id", "invitation.exercise_id")
    .leftJoin("one_person as caller", "caller.record_id", "invitation.caller_id")
    .select(["invitation.id", "invitation.reference", "invitation.exercise_id as exerciseId"])
    .select(["exercise.title as exerciseTitle", "invitation.audit_id as auditId"])
    .select(["case_record.reference as caseReference", "invitation.audience as for"])
    .select(["invitation.number", "invitation.form_version_id as formVersionId", "invitation.way"])
    .select(["caller.id as callerId", "caller.name as callerName", "invitation.state"])
    .select(["invitation.answers_by as answersBy", "invitation.reason_code as reasonCode"])
    .select(["invitation.reason", "invitation.code_made_at as codeMadeAt"])
    .select(["invitation.planned_at as plannedAt", "invitation.asked_at as askedAt"])
    .select(["invitation.ended_at as endedAt", "invitation.version"]);

/** One invitation with its access: whoever is to ask is tied to it as its owner. */
export async function findInvitation(
  db: Db,
  id: string,
): Promise<(Invitation & { access: Access }) | null> {
  const row = await query(db).where("invitation.id", "=", id).executeTakeFirst();
  if (!row) return null;
  return { ...row, access: { teamId: null, serviceId: null, people: { owner: [row.callerId] } } };
}

/** Everyone asked in an exercise, in the order they were planned. */
export const listInvitationsOf = (db: Db, exerciseId: string): Promise<Invitation[]> =>
  query(db)
    .where("invitation.exercise_id", "=", exerciseId)
    .orderBy("invitation.reference")
    .execute();

/** What someone still has to ask or enter, the first to end first. */
export const listToAskBy = (db: Db, personId: string): Promise<Invitation[]> =>
  query(db)
    .where("invitation.state", "in", moves.answer.from)
    .where(isNotWithdrawn())
    .where("invitation.caller_id", "in", recordsOf(personId))
    .orderBy("invitation.answers_by")
    .orderBy("invitation.reference")
    .limit(100)
    .execute();

/** What is still to be asked or answered, of one exercise or of all, the first to end first. */
export const listOpenInvitations = (db: Db, exerciseId: string | null): Promise<Invitation[]> =>
  query(db)
    .where("invitation.state", "in", moves.answer.from)
    .where(isNotWithdrawn())
    .$if(exerciseId !== null, (one) => one.where("invitation.exercise_id", "=", exerciseId))
    .orderBy("invitation.answers_by")
    .orderBy("invitation.reference")
    .limit(500)
    .execute();

/** The audits of an exercise that a family may be asked about, by case; those withdrawn are left out. */
export const listAuditsToAsk = (db: Db, exerciseId: string) =>
  db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.id", "case_record.reference as caseReference", "team.name as teamName"])
    .select(["case_record.age", "case_record.unborn"])
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .orderBy("case_record.reference_key")
    .orderBy("audit.id")
    .execute();

/** The next free number; two transactions at once wait for each other on one row. */
async function nextReference(tx: Tx): Promise<number> {
  await tx
    .insertInto("setting")
    .values({ key: "feedback.lock", value: "null" })
    .onConflict((c) => c.column("key").doUpdateSet({ value: "null" }))
    .execute();
  const last = await tx
    .selectFrom("feedback_invitation")
    .select("reference")
    .orderBy("reference", "desc")
    .limit(1)
    .executeTakeFirst();
  return (last?.reference ?? 0) + 1;
}

export type Plan = {
  exerciseId: string;
  auditIds: readonly string[];
  for: FeedbackFor;
  /** 2 for a second parent or carer, who is asked apart. */
  number: number;
  formVersionId: string;
  way: FeedbackWay;
  callerId: string | null;
  answersBy: string;
  /** Set where they are not to be asked at all. */
  notAsked: { code: NotAskedReason; reason: string } | null;
};

/**
 * Plans to ask, of each of these audits, one child, young person or parent; says how many. Pressed
 * twice it plans once: whoever is planned for already is left as they are.
 */
export async function planFeedback(tx: Tx, stamp: InvitationStamp, plan: Plan): Promise<number> {
  const from = await nextReference(tx);
  const there = await tx
    .selectFrom("feedback_invitation")
    .select("audit_id")
    .where("audit_id", "in", plan.auditIds.length > 0 ? [...plan.auditIds] : [""])
    .where("audience", "=", plan.for)
    .where("number", "=", plan.number)
    .execute();
  const planned = new Set(there.map(({ audit_id }) => audit_id));
  const state = plan.notAsked ? moves.spare.to : first;
  const toPlan = [...new Set(plan.auditIds)].filter((id) => !planned.has(id));
  for (const [at, auditId] of toPlan.entries()) {
    const id = newId();
    await tx
      .insertInto("feedback_invitation")
      .values({
        ...{ id, reference: from + at, exercise_id: plan.exerciseId, audit_id: auditId },
        ...{ audience: plan.for, number: plan.number, form_version_id: plan.formVersionId },
        ...{ way: plan.way, state },
        ...{ caller_id: plan.callerId, answers_by: plan.answersBy },
        ...{ reason_code: plan.notAsked?.code ?? null, reason: plan.notAsked?.reason ?? "" },
        ...{ planned_by: stamp.actorId, planned_at: stamp.at },
        ended_at: plan.notAsked ? stamp.at : null,
      })
      .execute();
    await appendEvent(tx, stamp, {
      stream: invitationStream(id),
      kind: plan.notAsked ? "feedback-invitation.spared" : "feedback-invitation.planned",
      after: { state, way: plan.way, callerId: plan.callerId, answersBy: plan.answersBy },
    });
  }
  return toPlan.length;
}

type Held = { id: string; state: InvitationState };

async function update(
  tx: Tx,
  { id }: Held,
  version: number,
  from: readonly InvitationState[],
  set: Record<string, string | null>,
): Promise<void> {
  mustChange(
    invitationStream(id),
    await tx
      .updateTable("feedback_invitation")
      .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", from)
      .executeTakeFirst(),
  );
}

const endings = {
  decline: "feedback-invitation.declined",
  miss: "feedback-invitation.not-reached",
  spare: "feedback-invitation.spared",
  withdraw: "feedback-invitation.withdrawn",
} as const;
export type Ending = keyof typeof endings & InvitationMove;

/** Ends an invitation without answers; its code opens nothing any more. Throws Conflict. */
export async function endInvitation(
  tx: Tx,
  stamp: InvitationStamp,
  invitation: Held,
  ending: Ending,
  { version, code, reason }: { version: number; code: NotAskedReason | null; reason: string },
): Promise<void> {
  const { from, to } = moves[ending];
  await update(tx, invitation, version, from, {
    ...{ state: to, reason_code: code, reason, ended_at: stamp.at },
    code_digest: null,
  });
  await appendEvent(tx, stamp, {
    stream: invitationStream(invitation.id),
    kind: endings[ending],
    before: { state: invitation.state },
    after: { state: to, code },
  });
}

/** Says that the form was given or the letter made; a new code ends the one before. Throws Conflict. */
export async function markAsked(
  tx: Tx,
  stamp: InvitationStamp,
  invitation: Held,
  { version, codeDigest }: { version: number; codeDigest: string | null },
): Promise<void> {
  const { from, to } = moves.ask;
  await update(tx, invitation, version, from, {
    ...{ state: to, asked_at: stamp.at },
    ...(codeDigest === null ? {} : { code_digest: codeDigest, code_made_at: stamp.at }),
  });
  await appendEvent(tx, stamp, {
    stream: invitationStream(invitation.id),
    kind: codeDigest === null ? "feedback-invitation.asked" : "feedback-invitation.code-made",
    before: { state: invitation.state },
    after: { state: to },
  });
}

export type Change = {
  version: number;
  callerId: string;
  way: FeedbackWay;
  answersBy: string;
};

/** Gives it to someone else, another way or another day; the code made before opens nothing. Throws Conflict. */
export async function changeInvitation(
  tx: Tx,
  stamp: InvitationStamp,
  invitation: Held,
  { version, callerId, way, answersBy }: Change,
): Promise<void> {
  await update(tx, invitation, version, moves.answer.from, {
    ...{ caller_id: callerId, way, answers_by: answersBy },
    ...(way === "link" ? {} : { code_digest: null, code_made_at: null }),
  });
  await appendEvent(tx, stamp, {
    stream: invitationStream(invitation.id),
    kind: "feedback-invitation.changed",
    after: { callerId, way, answersBy },
  });
}

/**
 * Asks again where nothing came of it. What was entered before, opened again to be corrected and ended
 * without answers, was not theirs: whoever asks now begins with nothing. Where only the time to correct
 * it ran out, they go on with it. Throws Conflict.
 */
export async function askAgain(
  tx: Tx,
  stamp: InvitationStamp,
  invitation: Held,
  { version, callerId, way, answersBy }: Change,
): Promise<void> {
  const { from, to } = moves.again;
  await update(tx, invitation, version, from, {
    ...{ state: to, caller_id: callerId, way, answers_by: answersBy },
    ...{ reason_code: null, reason: "", code_digest: null, code_made_at: null },
    ...{ asked_at: null, ended_at: null },
  });
  if (invitation.state !== moves.expire.to)
    for (const table of ["feedback_words", "feedback_answer"] as const)
      await tx.deleteFrom(table).where("invitation_id", "=", invitation.id).execute();
  await appendEvent(tx, stamp, {
    stream: invitationStream(invitation.id),
    kind: "feedback-invitation.again",
    before: { state: invitation.state },
    after: { state: to, callerId, way, answersBy },
  });
}

/** Ends all of an exercise whose last day (before `today`) is over without an answer; says how many. */
export async function expireFeedback(
  tx: Tx,
  stamp: InvitationStamp,
  exerciseId: string,
  today: string,
): Promise<number> {
  const { from, to } = moves.expire;
  const over = await tx
    .updateTable("feedback_invitation")
    .set((eb) => ({
      ...{ state: to, ended_at: stamp.at, code_digest: null },
      version: eb("version", "+", 1),
    }))
    .where("exercise_id", "=", exerciseId)
    .where("state", "in", from)
    .where("answers_by", "<", today)
    .returning("id")
    .execute();
  for (const { id } of over)
    await appendEvent(tx, stamp, {
      stream: invitationStream(id),
      kind: "feedback-invitation.expired",
      after: { state: to },
    });
  return over.length;
}
