/**
 * Owns audits as stored: the case as it was when drawn, who audits it, and its state.
 * Practice: team, service and cohort are those at the draw, so that figures never move with a
 * case; the record says who is tied to it and who must still grade it blind.
 */
import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import { type AuditState, advance, isOpenToAuditor } from "~/rules/audits/audits";
import { doubleMachine } from "~/rules/calibration/double-audits";
import type { Cohort } from "~/rules/caseload/caseload";
import { type ExerciseState, isReleased } from "~/rules/exercises/exercises";
import { appendEvent, type Stamp } from "../core/events.server";
import { nameIn, whoIn } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import { findDeadline } from "../exercises/deadlines.server";
import { addMessages } from "../messages/outbox.server";
import { listBlind, listReadersOfRound } from "./blind.server";
import { tellOfExtension, tellOfWithdrawal } from "./messages.server";
import { moveAudit } from "./moves.server";

export type Audit = {
  id: string;
  exerciseId: string;
  exerciseTitle: string;
  /** Whether its exercise is graded, and so has a control room. */
  isGraded: boolean;
  exerciseState: ExerciseState;
  exerciseMonth: string;
  toolVersionId: string | null;
  caseId: string;
  caseReference: string;
  /** YYYY-MM-DD */
  openedOn: string;
  age: number | null;
  unborn: boolean;
  teamId: string;
  teamName: string;
  serviceId: string;
  cohort: Cohort;
  workerId: string | null;
  workerName: string | null;
  auditorId: string | null;
  auditorName: string | null;
  state: AuditState;
  round: number;
  dueOn: string | null;
  origin: "drawn" | "swapped" | "chosen" | "re-audit";
  previousAuditId: string | null;
  startedAt: string | null;
  submittedAt: string | null;
  finalAt: string | null;
  /** YYYY-MM-DD: the last day on which corrections are taken; null before submission. */
  correctionsUntil: string | null;
  version: number;
  access: Access;
};

/** One audit with its access; null when there is none. */
export async function findAudit(db: Db, id: string): Promise<Audit | null> {
  const row = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .leftJoin("one_person as worker", "worker.record_id", "audit.worker_id")
    .leftJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .innerJoin("one_person as lead", "lead.record_id", "exercise.lead_id")
    .selectAll("audit")
    .select(["exercise.title", "exercise.graded", "exercise.month", "exercise.tool_version_id"])
    .select(["exercise.state as exercise_state", "lead.id as lead_id", "team.name as team_name"])
    .select(["case_record.reference", "case_record.age", "case_record.unborn"])
    .select(["case_record.opened_on", "case_record.id as case_of"])
    .select(["worker.id as worker", nameIn("worker").as("worker_name")])
    .select(["auditor.id as auditor", nameIn("auditor").as("auditor_name")])
    .where("audit.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const moderations = await db
    .selectFrom("moderation")
    .select(["id", "committed_at", "not_blind_reason"])
    .select(whoIn("moderation.moderator_id").as("moderator_id"))
    .where("audit_id", "=", id)
    .execute();
  const open = moderations.filter((m) => m.committed_at === null);
  const gradesAgain = await db
    .selectFrom("double_audit")
    .select(whoIn("double_audit.peer_id").as("person_id"))
    .where("audit_id", "=", id)
    .where("state", "in", doubleMachine.moves.submit.from)
    .where("peer_id", "is not", null)
    .execute();
  const blind = [...(await listBlind(db, open)), ...gradesAgain.map(({ person_id }) => person_id)];
  const joined = await db
    .selectFrom("panel_member")
    .innerJoin("moderation", "moderation.id", "panel_member.moderation_id")
    .select(whoIn("panel_member.person_id").as("person_id"))
    .where("moderation.audit_id", "=", id)
    .execute();
  const reviewers = await db
    .selectFrom("exercise_member")
    .select(whoIn("exercise_member.person_id").as("person_id"))
    .where("exercise_id", "=", row.exercise_id)
    .where("part", "=", "reviewer")
    .execute();
  return {
    id: row.id,
    exerciseId: row.exercise_id,
    exerciseTitle: row.title,
    isGraded: row.graded === 1,
    exerciseState: row.exercise_state as ExerciseState,
    exerciseMonth: row.month,
    toolVersionId: row.tool_version_id,
    caseId: row.case_of,
    caseReference: row.reference,
    openedOn: row.opened_on,
    age: row.age,
    unborn: row.unborn === 1,
    teamId: row.team_id,
    teamName: row.team_name,
    serviceId: row.service_id,
    cohort: row.cohort as Cohort,
    workerId: row.worker,
    workerName: row.worker_name,
    auditorId: row.auditor,
    auditorName: row.auditor_name,
    state: row.state as AuditState,
    round: row.round,
    dueOn: row.due_on,
    origin: row.origin,
    previousAuditId: row.previous_audit_id,
    startedAt: row.started_at,
    submittedAt: row.submitted_at,
    finalAt: row.final_at,
    correctionsUntil: row.corrections_until,
    version: row.version,
    access: {
      teamId: row.team_id,
      serviceId: row.service_id,
      people: {
        // Before release the allocation is a plan: nobody's audit yet.
        auditor: isReleased(row.exercise_state as ExerciseState) ? [row.auditor] : [],
        worker: [row.worker],
        lead: [row.lead_id],
        reviewer: reviewers.map((r) => r.person_id),
        moderator: moderations.map((m) => m.moderator_id),
        panel: joined.map((one) => one.person_id),
        peer: gradesAgain.map((one) => one.person_id),
      },
      record: { kind: "audit", id: row.id },
      blind,
      hasRead: open.length > 0 ? await listReadersOfRound(db, row.id, row.round, blind) : [],
    },
  };
}

/** An audit held by this transaction until it ends; writes to one audit go one after another. */
export type LockedAudit = {
  id: string;
  state: AuditState;
  round: number;
  version: number;
  auditorId: string | null;
  correctionsUntil: string | null;
};

/** Locks an audit for the rest of the transaction; null when there is none. */
export async function lockAudit(tx: Tx, id: string): Promise<LockedAudit | null> {
  const row = await tx
    .updateTable("audit")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", id)
    .returning(["id", "state", "round", "version"])
    .returning(whoIn("auditor_id").as("auditorId"))
    .returning("corrections_until as correctionsUntil")
    .executeTakeFirst();
  return row ? { ...row, state: row.state as AuditState } : null;
}

/**
 * Locks an audit its auditor may still write in, and starts it with the first save; else null. It
 * may have been given to someone else since the request was let in: then it is no longer theirs.
 */
export async function openAudit(tx: Tx, stamp: Stamp, id: string): Promise<LockedAudit | null> {
  const audit = await lockAudit(tx, id);
  if (!audit || !isOpenToAuditor(audit.state) || audit.auditorId !== stamp.actorId) return null;
  const start = advance(audit.state, "start");
  if (!start.ok) return audit;
  await moveAudit(tx, stamp, id, "start", { started_at: stamp.at });
  await inviteWorker(tx, stamp, id);
  return { ...audit, state: start.next, version: audit.version + 1 };
}

/** The practitioner is asked for their own part as soon as the audit starts. */
async function inviteWorker(tx: Tx, stamp: Stamp, id: string): Promise<void> {
  const { worker_id: to } = await tx
    .selectFrom("audit")
    .select("worker_id")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  if (!to) return;
  const link = paths.audits.reflect(id);
  await addMessages(tx, stamp, [{ to, kind: "practitioner-invited", key: id, link }]);
}

/** Moves the due date of an audit; throws Conflict when it changed since `version`. */
export async function saveDueDate(
  tx: Tx,
  stamp: Stamp,
  change: { auditId: string; version: number; from: string | null; dueOn: string; reason: string },
): Promise<void> {
  const stream = `audit:${change.auditId}` as const;
  const dueOn = await findDeadline(tx, change.auditId, change.dueOn);
  const result = await tx
    .updateTable("audit")
    .set({ due_on: dueOn, version: change.version + 1 })
    .where("id", "=", change.auditId)
    .where("version", "=", change.version)
    .executeTakeFirst();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: "audit.due-changed",
    before: { dueOn: change.from },
    after: { dueOn, reason: change.reason },
  });
  await tellOfExtension(tx, stamp, {
    id: change.auditId,
    version: change.version + 1,
    dueOn,
  });
}

/** Withdraws an audit with the reason; throws Conflict when it changed since `version`. */
export async function saveWithdrawal(
  tx: Tx,
  stamp: Stamp,
  change: { auditId: string; version: number; reason: string },
): Promise<void> {
  const audit = await lockAudit(tx, change.auditId);
  const moved = audit?.version !== change.version || !advance(audit.state, "withdraw").ok;
  if (moved) throw new Conflict(`audit:${change.auditId}`);
  await moveAudit(tx, stamp, change.auditId, "withdraw", {}, change.reason);
  if (isOpenToAuditor(audit.state)) await tellOfWithdrawal(tx, stamp, change.auditId);
}
