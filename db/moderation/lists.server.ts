/**
 * Owns the lists of moderation: a moderator's queue, an exercise's selection, unread feedback.
 * Practice: no list shows a grade or a reason for selection to the moderator it is kept from, or to
 * whoever could still be asked, even where that moderator is also the QA lead.
 */

import { sql } from "kysely";
import type { Cohort } from "~/rules/caseload/caseload";
import type { ModerationState, Outcome } from "~/rules/moderation/moderation";
import type { SelectionReason, ShownReason } from "~/rules/moderation/selection";
import { isKept, isVoid } from "../audits/blind.server";
import { bypassedOnAudit } from "../concerns/concerns.server";
import { containsReference } from "../core/columns";
import { countsInCycle, isNotWithdrawn } from "../core/counted.server";
import { begunFlag } from "../core/drafts.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { answeredStates } from "./moderations.server";

export type WaitingModeration = {
  auditId: string;
  caseReference: string;
  cohort: Cohort;
  teamName: string;
  exerciseTitle: string;
  /** YYYY-MM-DD */
  dueOn: string | null;
  /** UTC ISO instant; since when it waits. */
  since: string;
  /** "selected" waits for the moderator's grades, "committed" for the panel. */
  state: "selected" | "committed";
  begun: boolean;
  round: number;
};

/**
 * What waits for a moderator, and of theirs for the panel: the earliest due first. What they have
 * read the grades of is not theirs to grade any more, unless they were appointed as not blind.
 */
export async function listModerationsFor(db: Db, personId: string): Promise<WaitingModeration[]> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["audit.id as auditId", "case_record.reference", "audit.cohort"])
    .select(["team.name as teamName", "exercise.title", "exercise.moderation_due_on"])
    .select(["moderation.state", "moderation.round", begunFlag])
    .select(["moderation.selected_at", "moderation.committed_at"])
    .where("moderation.moderator_id", "in", recordsOf(personId))
    .where("moderation.state", "in", ["selected", "committed"])
    .where(isNotWithdrawn())
    .where((eb) => eb.not(isVoid(eb as never)))
    .orderBy(sql`coalesce(exercise.moderation_due_on, '9999')`)
    .orderBy("case_record.reference_folded")
    .limit(200)
    .execute();
  return rows.map((row) => ({
    auditId: row.auditId,
    caseReference: row.reference,
    cohort: row.cohort as Cohort,
    teamName: row.teamName,
    exerciseTitle: row.title,
    dueOn: row.moderation_due_on,
    since: row.committed_at ?? row.selected_at,
    state: row.state as "selected" | "committed",
    begun: row.begun === 1,
    round: row.round,
  }));
}

export type UnreadFeedback = {
  auditId: string;
  caseReference: string;
  teamName: string;
  exerciseTitle: string;
  outcome: Outcome;
  decidedAt: string;
};

/** The panel's feedback that this auditor has not yet said they have read, newest first. */
export async function listUnreadFeedback(db: Db, auditorId: string): Promise<UnreadFeedback[]> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["audit.id as auditId", "case_record.reference as caseReference"])
    .select(["team.name as teamName", "exercise.title as exerciseTitle"])
    .select(["moderation.outcome", "moderation.decided_at", "moderation.round"])
    .where("audit.auditor_id", "in", recordsOf(auditorId))
    .where(isNotWithdrawn())
    .where("moderation.state", "in", answeredStates)
    .where("moderation.feedback_read_at", "is", null)
    .orderBy("moderation.decided_at", "desc")
    .limit(100)
    .execute();
  // Of an audit that went back and came again, the page shows the last answer alone.
  const last = new Map<string, UnreadFeedback>();
  for (const { outcome, decided_at, round: _, ...row } of rows) {
    if (last.has(row.auditId)) continue;
    last.set(row.auditId, {
      ...row,
      outcome: (outcome ?? "confirmed") as Outcome,
      decidedAt: decided_at ?? "",
    });
  }
  return [...last.values()];
}

export type SelectedAudit = {
  moderationId: string;
  auditId: string;
  caseReference: string;
  teamName: string;
  auditorName: string | null;
  /** Null while it is kept from the person who asks: they could moderate this audit, or are to. */
  reason: ShownReason | null;
  /** It is their own to grade. */
  isMine: boolean;
  /** The final grade is not decided, so that the reason tells of a provisional one. */
  isProvisional: boolean;
  notBlind: boolean;
  reasonNote: string;
  moderatorId: string | null;
  moderatorName: string | null;
  state: ModerationState;
  begun: boolean;
  round: number;
  outcome: Outcome | null;
  /** Outside the cycle's figures, and outside the range. */
  isReAudit: boolean;
};

const shownReason = (reason: SelectionReason, implicated: boolean): ShownReason =>
  reason === "concern" && implicated ? "certain" : reason;

/** The selected audits of an exercise, each by its latest round, as this viewer may see them. */
export async function listSelected(
  db: Db,
  exerciseId: string,
  viewerId: string,
): Promise<SelectedAudit[]> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .leftJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .leftJoin("one_person as moderator", "moderator.record_id", "moderation.moderator_id")
    .selectAll("moderation")
    .select(begunFlag)
    .select(["case_record.reference", "team.name as team_name", "audit.origin"])
    .select(["auditor.name as auditor_name", "moderator.name as moderator_name"])
    .select("moderator.id as moderator")
    .select((eb) =>
      eb
        .case()
        .when(bypassedOnAudit(eb as never, viewerId))
        .then(1)
        .else(0)
        .end()
        .as("implicated"),
    )
    .select("audit.state as audit_state")
    .select((eb) =>
      eb
        .case()
        .when(isKept(eb.ref("audit.id"), [viewerId], "could-be-asked", eb.ref("moderation.round")))
        .then(1)
        .else(0)
        .end()
        .as("kept"),
    )
    .where("moderation.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("moderation as later")
            .select("later.id")
            .whereRef("later.audit_id", "=", "moderation.audit_id")
            .whereRef("later.round", ">", "moderation.round"),
        ),
      ),
    )
    .orderBy("case_record.reference_folded")
    .execute();
  return rows.map((row) => {
    const kept = row.kept === 1;
    return {
      moderationId: row.id,
      auditId: row.audit_id,
      caseReference: row.reference,
      teamName: row.team_name,
      auditorName: row.auditor_name,
      reason: kept ? null : shownReason(row.reason as SelectionReason, row.implicated === 1),
      reasonNote: kept ? "" : row.reason_note,
      isMine: row.moderator === viewerId && row.committed_at === null,
      isProvisional: row.audit_state !== "final",
      notBlind: row.not_blind_reason !== "",
      moderatorId: row.moderator,
      moderatorName: row.moderator_name,
      state: row.state as ModerationState,
      begun: row.begun === 1,
      round: row.round,
      outcome: row.outcome as Outcome | null,
      isReAudit: row.origin === "re-audit",
    };
  });
}

export type UnselectedAudit = { auditId: string; caseReference: string; teamName: string };

/**
 * Submitted audits that were not selected, those the QA lead may add: the first `most` by reference of
 * those whose reference holds what was typed, or the one of this id.
 */
export async function listUnselected(
  db: Db,
  exerciseId: string,
  { typed = "", auditId, most }: { typed?: string; auditId?: string; most: number },
): Promise<UnselectedAudit[]> {
  let query = db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.id as auditId", "case_record.reference as caseReference"])
    .select("team.name as teamName")
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.state", "=", "submitted");
  if (typed.trim()) query = query.where(containsReference(typed));
  if (auditId !== undefined) query = query.where("audit.id", "=", auditId);
  return query.orderBy("case_record.reference_folded").limit(most).execute();
}

/** How many audits of an exercise are in: the number that the range is a percentage of. */
export async function countArrived(db: Db, exerciseId: string): Promise<number> {
  const row = await db
    .selectFrom("audit")
    .select(sql<number>`cast(count(*) as integer)`.as("count"))
    .where("exercise_id", "=", exerciseId)
    .where("submitted_at", "is not", null)
    .where(countsInCycle())
    .where(isNotWithdrawn())
    .where("state", "not in", ["allocated", "started"])
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many audits are to arrive in all: those of the cycle that are not withdrawn. */
export async function countExpected(db: Db, exerciseId: string): Promise<number> {
  const row = await db
    .selectFrom("audit")
    .select(sql<number>`cast(count(*) as integer)`.as("count"))
    .where("exercise_id", "=", exerciseId)
    .where(countsInCycle())
    .where(isNotWithdrawn())
    .executeTakeFirstOrThrow();
  return row.count;
}
