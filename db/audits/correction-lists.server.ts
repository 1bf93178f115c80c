/**
 * Owns the lists of corrections and of audits that wait for them: for whoever answers, for the lead
 * of an exercise, and for its report.
 * Practice: only what is open, so that the cost does not grow with the audits ever done.
 */

import { sql } from "kysely";
import { type FinalWait, waitOf } from "~/rules/audits/corrections";
import { mostOfAKind } from "~/rules/home/attention";
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { isSeenToBy } from "../exercises/leads.server";

export type CorrectionWaiting = {
  id: string;
  auditId: string;
  caseReference: string;
  exerciseTitle: string;
  sentAt: string;
};

const unanswered = (db: Db) =>
  db
    .selectFrom("correction")
    .innerJoin("audit", "audit.id", "correction.audit_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .select(["correction.id", "audit.id as auditId", "case_record.reference as caseReference"])
    .select(["exercise.title as exerciseTitle", "correction.sent_at as sentAt"])
    .where("correction.answered_at", "is", null)
    .where(isNotWithdrawn())
    .where("audit.state", "<>", "final")
    .orderBy("correction.sent_at")
    .orderBy("correction.id")
    .limit(mostOfAKind);

/** What waits for this auditor's answer, the oldest first; what they sent themselves is not theirs. */
export const listCorrectionsToAnswer = (db: Db, auditorId: string): Promise<CorrectionWaiting[]> =>
  unanswered(db)
    .where("audit.auditor_id", "in", recordsOf(auditorId))
    .where("correction.sent_by", "not in", recordsOf(auditorId))
    .execute();

/** That nobody who audits is left to answer for the audit of the row. */
const noAuditorLeft = sql<boolean>`not exists (
  select 1 from one_person
  inner join role_grant on role_grant.person_id = one_person.id and role_grant.role = 'auditor'
  where one_person.record_id = audit.auditor_id and one_person.active = 1
)`;

/** Corrections that no auditor is left to answer, with the exercise they belong to. */
export const unscopedCorrectionsWithoutAuditor = (
  db: Db,
): Promise<(CorrectionWaiting & { exerciseId: string })[]> =>
  unanswered(db).select("exercise.id as exerciseId").where(noAuditorLeft).execute();

export type WaitingAudit = { id: string; caseReference: string; wait: FinalWait };

/** Audits of an exercise whose grades are decided and that wait for their corrections. */
export async function listWaiting(
  db: Db,
  exerciseId: string,
  /** YYYY-MM-DD */
  today: string,
): Promise<WaitingAudit[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .select(["audit.id", "case_record.reference as caseReference", "corrections_until"])
    .select((eb) =>
      eb
        .selectFrom("correction")
        .select(countAll.as("n"))
        .whereRef("correction.audit_id", "=", "audit.id")
        .where("correction.answered_at", "is", null)
        .as("unanswered"),
    )
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.state", "=", "settled")
    .orderBy("corrections_until")
    .orderBy("case_record.reference_folded")
    .execute();
  return rows.map(({ id, caseReference, corrections_until, unanswered }) => ({
    id,
    caseReference,
    wait: waitOf({ correctionsUntil: corrections_until, unanswered: unanswered ?? 0 }, today),
  }));
}

export type WaitingExercise = { id: string; title: string; count: number; since: string | null };

/** Exercises with audits that are decided and wait: one, or a lead's; of a lead who left, everyone's. */
export async function listWaitingExercises(
  db: Db,
  asked: { exerciseId: string | null; readerId: string },
): Promise<WaitingExercise[]> {
  return db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .leftJoin("moderation", (join) =>
      join.onRef("moderation.audit_id", "=", "audit.id").on("moderation.state", "=", "taken"),
    )
    .select(["exercise.id", "exercise.title", countAll.as("count")])
    .select((eb) =>
      eb.fn.min(eb.fn.coalesce("moderation.decided_at", "exercise.closed_at")).as("since"),
    )
    .where("audit.state", "=", "settled")
    .where((eb) =>
      asked.exerciseId === null
        ? isSeenToBy(asked.readerId)
        : eb("exercise.id", "=", asked.exerciseId),
    )
    .groupBy(["exercise.id", "exercise.title"])
    .orderBy("exercise.title")
    .limit(mostOfAKind)
    .execute();
}

export type Exception = { auditId: string; teamName: string; by: string | null; reason: string };

/** Audits of an exercise that were made final before their corrections were done, with the reason. */
export const listMadeFinalEarly = (db: Db, exerciseId: string): Promise<Exception[]> =>
  db
    .selectFrom("audit")
    .innerJoin("team", "team.id", "audit.team_id")
    .leftJoin("one_person as person", "person.record_id", "audit.early_by")
    .select(["audit.id as auditId", "team.name as teamName", "person.name as by"])
    .select((eb) => eb.fn.coalesce("audit.early_reason", eb.val("")).as("reason"))
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.early_reason", "is not", null)
    .orderBy("audit.final_at")
    .orderBy("audit.id")
    .execute();

export type AnswerCounts = { sent: number; accepted: number; inPart: number; declined: number };

/** How many corrections were sent in an exercise, and how they were answered. */
export async function countCorrections(db: Db, exerciseId: string): Promise<AnswerCounts> {
  const rows = await db
    .selectFrom("correction")
    .innerJoin("audit", "audit.id", "correction.audit_id")
    .select(["answer", countAll.as("count")])
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .groupBy("answer")
    .execute();
  const of = (answer: string) => rows.find((row) => row.answer === answer)?.count ?? 0;
  return {
    sent: rows.reduce((sum, { count }) => sum + count, 0),
    accepted: of("accepted"),
    inPart: of("in-part"),
    declined: of("declined"),
  };
}
