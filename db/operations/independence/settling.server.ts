/**
 * Owns the conflicts of interest that wait for the lead, and those that are let stand.
 * Practice: what is open keeps its audit from being final; what stands does so with a reason, which
 * the report names.
 */

import type { Access } from "~/rules/access/access";
import type { AuditState } from "~/rules/audits/audits";
import type { ExerciseState } from "~/rules/exercises/exercises";
import type { NoticedBecause, Part } from "~/rules/independence/independence";
import { unscopedHoldersOf, unscopedQaLeads } from "../../access/readers.server";
import { isNotWithdrawn } from "../../core/counted.server";
import type { Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { Conflict } from "../../core/versions.server";
import { readRules } from "../../independence/facts.server";
import { noticeConflicts, settleOpen } from "../../independence/independence.server";

export type OpenConflict = {
  id: string;
  auditId: string;
  exerciseId: string;
  exerciseTitle: string;
  exerciseState: ExerciseState;
  caseReference: string;
  teamName: string;
  auditState: AuditState;
  round: number;
  part: Part;
  personId: string;
  personName: string;
  rules: string[];
  noticedAt: string;
  noticedBecause: NoticedBecause;
  access: Access;
};

const openConflicts = (db: Db) =>
  db
    .selectFrom("audit_conflict")
    .innerJoin("audit", "audit.id", "audit_conflict.audit_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .innerJoin("one_person as person", "person.record_id", "audit_conflict.person_id")
    .select(["audit_conflict.id", "audit_conflict.audit_id", "part", "rules", "noticed_at"])
    .select(["noticed_because", "audit.exercise_id", "exercise.title", "exercise.state"])
    .select(["audit.state as audit_state", "audit.round", "audit.service_id", "audit.team_id"])
    .select(["case_record.reference", "team.name as team_name"])
    .select(["person.id as person_id", "person.name"])
    .where("settled_at", "is", null)
    .where(isNotWithdrawn())
    .where("audit.state", "<>", "final")
    .orderBy("noticed_at")
    .orderBy("audit_conflict.id");

type Row = Awaited<ReturnType<ReturnType<typeof openConflicts>["execute"]>>[number];

const asOpen = (row: Row): OpenConflict => ({
  id: row.id,
  auditId: row.audit_id,
  exerciseId: row.exercise_id,
  exerciseTitle: row.title,
  exerciseState: row.state as ExerciseState,
  caseReference: row.reference,
  teamName: row.team_name,
  auditState: row.audit_state as AuditState,
  round: row.round,
  part: row.part,
  personId: row.person_id,
  personName: row.name,
  rules: readRules(row.rules),
  noticedAt: row.noticed_at,
  noticedBecause: row.noticed_because as NoticedBecause,
  access: {
    teamId: row.team_id,
    serviceId: row.service_id,
    people: { self: [row.person_id] },
  },
});

/** What is open with these audits, or with an exercise's, the oldest first. */
export async function listOpenConflicts(
  db: Db,
  of: { auditIds: readonly string[] } | { exerciseId: string },
): Promise<OpenConflict[]> {
  const query =
    "auditIds" in of
      ? openConflicts(db).where("audit.id", "in", of.auditIds.length > 0 ? of.auditIds : [""])
      : openConflicts(db).where("audit.exercise_id", "=", of.exerciseId);
  return (await query.execute()).map(asOpen);
}

/** One that is still open, with who may settle it; null once it is settled. */
export async function findOpenConflict(db: Db, id: string): Promise<OpenConflict | null> {
  const row = await openConflicts(db).where("audit_conflict.id", "=", id).executeTakeFirst();
  if (!row) return null;
  const open = asOpen(row);
  const escalated = await listInsteadOfLeads(db, open.personId);
  return { ...open, access: { ...open.access, people: { ...open.access.people, escalated } } };
}

/** Nobody settles a conflict of their own: the leaders do where no other QA lead is left. */
export async function listInsteadOfLeads(db: Db, personId: string): Promise<string[]> {
  const others = (await unscopedQaLeads(db)).filter((id) => id !== personId);
  return others.length > 0 ? [] : unscopedHoldersOf(db, ["leader"]);
}

/**
 * Looks again at audits that are to become final; answers those that must wait for the lead to
 * settle a conflict. Every way to a final grade asks here.
 */
export async function heldByConflict(
  tx: Tx,
  stamp: Stamp,
  auditIds: readonly string[],
): Promise<Set<string>> {
  await noticeConflicts(tx, stamp, "final", { auditIds });
  return new Set((await listOpenConflicts(tx, { auditIds })).map(({ auditId }) => auditId));
}

/** Lets a conflict stand, with the reason. Throws Conflict when it was settled meanwhile. */
export async function letStand(
  tx: Tx,
  stamp: Stamp,
  open: Pick<OpenConflict, "auditId" | "part" | "personId">,
  reason: string,
): Promise<void> {
  if (!(await settleOpen(tx, stamp, open, "stands", reason))) {
    throw new Conflict(`audit:${open.auditId}`);
  }
}

/** What is open with those who took a decision is settled once the decision no longer stands. */
export async function letGoOfTakers(tx: Tx, stamp: Stamp, auditId: string): Promise<void> {
  const open = await tx
    .selectFrom("audit_conflict")
    .select("person_id as personId")
    .where("audit_id", "=", auditId)
    .where("part", "=", "taker")
    .where("settled_at", "is", null)
    .execute();
  for (const { personId } of open) {
    await settleOpen(tx, stamp, { auditId, part: "taker", personId }, "reassigned");
  }
}
