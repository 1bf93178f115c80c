/**
 * Owns audits handed back by their auditors: the deed, and what was handed back in an exercise.
 * Practice: the audit goes on without an auditor, with all that was written; the lead is told in
 * the same transaction, and without a word of the case.
 */

import type { DeclineReason } from "~/rules/audits/declines";
import { isNotWithdrawn } from "../../core/counted.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Db, Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { declareConflict } from "../../independence/declared-conflicts.server";
import { noticeConflicts } from "../../independence/independence.server";
import { addMessage } from "../../messages/outbox.server";

export type NewDecline = {
  audit: {
    id: string;
    exerciseId: string;
    caseId: string;
    auditorId: string | null;
    state: string;
    version: number;
  };
  reason: DeclineReason;
  note: string;
  /** Who is told, and where they see to it. */
  tell: { personId: string; link: string };
};

/** Takes the audit off its auditor's list and keeps why; throws Conflict when it changed meanwhile. */
export async function addDecline(tx: Tx, stamp: Stamp, decline: NewDecline): Promise<string> {
  const { audit, reason, note, tell } = decline;
  if (audit.auditorId === null) throw new Error("Nobody has this audit: nobody can decline it");
  const stream = `audit:${audit.id}` as const;
  const result = await tx
    .updateTable("audit")
    .set({
      auditor_id: null,
      override_reason: null,
      override_rules: null,
      version: audit.version + 1,
    })
    .where("id", "=", audit.id)
    .where("version", "=", audit.version)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  const id = newId();
  await tx
    .insertInto("audit_decline")
    .values({
      id,
      audit_id: audit.id,
      case_id: audit.caseId,
      person_id: audit.auditorId,
      reason,
      note,
      declined_at: stamp.at,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream,
    kind: "audit.declined",
    before: { auditorId: audit.auditorId },
    after: { auditorId: null, state: audit.state, code: reason, reason: note },
  });
  if (reason === "conflict") {
    const { caseId, auditorId: personId } = audit;
    await declareConflict(tx, stamp, { id, personId, caseId, workerId: null, note });
  } else {
    await noticeConflicts(tx, stamp, "declared", { auditIds: [audit.id] });
  }
  await appendEvent(tx, stamp, {
    stream: `exercise:${audit.exerciseId}`,
    kind: "exercise.declined",
    after: { auditId: audit.id, auditorId: audit.auditorId, code: reason },
  });
  await addMessage(tx, stamp, {
    to: tell.personId,
    kind: "audit-declined",
    key: id,
    link: tell.link,
  });
  return id;
}

export type Decline = {
  auditId: string;
  reference: string;
  personId: string;
  personName: string;
  reason: DeclineReason;
  note: string;
  declinedAt: string;
  /** Nobody has taken the audit on yet. */
  waiting: boolean;
};

/** What was handed back in an exercise, the latest first; audits withdrawn since are left out. */
export async function listDeclines(
  db: Db,
  exerciseId: string,
  auditIds?: readonly string[],
): Promise<Decline[]> {
  let query = db
    .selectFrom("audit_decline")
    .innerJoin("audit", "audit.id", "audit_decline.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("one_person as person", "person.record_id", "audit_decline.person_id")
    .select(["audit.id as auditId", "case_record.reference", "audit.auditor_id"])
    .select(["person.id as personId", "person.name as personName"])
    .select(["reason", "note", "declined_at as declinedAt"])
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn());
  if (auditIds) query = query.where("audit.id", "in", auditIds.length > 0 ? auditIds : [""]);
  const rows = await query
    .orderBy("declined_at", "desc")
    .orderBy("audit_decline.id", "desc")
    .execute();
  return rows.map(({ auditor_id, ...row }) => ({
    ...row,
    reason: row.reason as DeclineReason,
    waiting: auditor_id === null,
  }));
}
