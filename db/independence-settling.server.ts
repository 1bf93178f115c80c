/**
 * Owns the conflicts of interest that wait for the lead, and how the lead settles them.
 * Practice: the lead gives the work to somebody else or lets it stand with a reason, which the
 * report names; nothing that was written is lost, and what is open keeps its audit from being final.
 */
import type { Access } from "~/rules/access";
import type { AuditState } from "~/rules/audits";
import type { ExerciseState } from "~/rules/exercises";
import type { NoticedBecause, Part } from "~/rules/independence";
import { moveAudit } from "./audit-moves.server";
import { begunFlag } from "./drafts.server";
import { appendEvent, type Stamp } from "./events.server";
import { noticeInadequate } from "./inadequate.server";
import { noticeConflicts, settleOpen } from "./independence.server";
import { readRules } from "./independence-facts.server";
import { releaseModeration } from "./moderation-rows.server";
import { recordsOf } from "./one-person.server";
import type { Db, Tx } from "./open.server";
import { listHoldersOf, listQaLeads } from "./readers.server";
import { Conflict, mustChange } from "./versions.server";

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
    .where("audit.state", "not in", ["final", "withdrawn"])
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
  const others = (await listQaLeads(db)).filter((id) => id !== personId);
  return others.length > 0 ? [] : listHoldersOf(db, ["leader"]);
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

/**
 * Takes a submitted audit back from its auditor, to be gone on with by somebody else: all that was
 * written stays, its grades go into the history. Throws Conflict when it moved on meanwhile.
 */
export async function takeBack(
  tx: Tx,
  stamp: Stamp,
  open: OpenConflict,
  reason: string,
): Promise<void> {
  const { auditId, personId } = open;
  const stream = `audit:${auditId}` as const;
  if (open.auditState === "selected") await mustBeUnbegun(tx, auditId);
  const grades = await tx
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select(["area", "judgement", "reason"])
    .where("audit_id", "=", auditId)
    .where("source", "=", "auditor")
    .whereRef("judgement.round", "=", "audit.round")
    .execute();
  await moveBack(tx, stamp, open, reason);
  mustChange(
    stream,
    await tx
      .updateTable("audit")
      .set((eb) => ({
        auditor_id: null,
        override_reason: null,
        override_rules: null,
        submitted_at: null,
        version: eb("version", "+", 1),
      }))
      .where("id", "=", auditId)
      .where("auditor_id", "in", recordsOf(personId))
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "audit.grades-set-aside",
    before: { auditorId: personId, grades },
  });
  await settleOpen(tx, stamp, open, "reassigned", reason);
  const audit = {
    id: auditId,
    teamId: open.access.teamId ?? "",
    serviceId: open.access.serviceId ?? "",
  };
  await noticeInadequate(tx, stamp, audit, false);
}

/** Back to being written: a first round as if never handed in, a later one as the panel returned it. */
async function moveBack(tx: Tx, stamp: Stamp, open: OpenConflict, reason: string): Promise<void> {
  const { auditId, auditState, round } = open;
  if (auditState === "selected" && round > 1) {
    await tx
      .deleteFrom("moderation")
      .where("audit_id", "=", auditId)
      .where("round", "=", round)
      .execute();
    await moveAudit(tx, stamp, auditId, "return-again", {}, reason);
    return;
  }
  if (auditState === "selected") await releaseModeration(tx, stamp, auditId);
  await moveAudit(tx, stamp, auditId, "take-back", {}, reason);
}

/** A moderator who has begun to grade is not cut off. */
async function mustBeUnbegun(tx: Tx, auditId: string): Promise<void> {
  const moderation = await tx
    .selectFrom("moderation")
    .select(begunFlag)
    .where("audit_id", "=", auditId)
    .where("state", "=", "selected")
    .executeTakeFirst();
  if (moderation?.begun === 1) throw new Conflict(`audit:${auditId}`);
}

/**
 * Sets committed grades aside, for another moderator to grade blind; they stay in the history.
 * Throws Conflict when the panel decided meanwhile.
 */
export async function moderateAgain(
  tx: Tx,
  stamp: Stamp,
  open: OpenConflict,
  reason: string,
): Promise<void> {
  const { auditId, personId } = open;
  const moderation = await tx
    .updateTable("moderation")
    .set((eb) => ({
      state: "selected",
      committed_at: null,
      moderator_id: null,
      quality: "{}",
      decision: "",
      version: eb("version", "+", 1),
    }))
    .where("audit_id", "=", auditId)
    .where("moderator_id", "in", recordsOf(personId))
    .where("state", "in", ["committed", "recorded", "taken"])
    .returning(["id", "round"])
    .executeTakeFirst();
  if (!moderation) throw new Conflict(`audit:${auditId}`);
  await tx.deleteFrom("decision_part").where("moderation_id", "=", moderation.id).execute();
  const grades = await tx
    .deleteFrom("judgement")
    .where("audit_id", "=", auditId)
    .where("source", "=", "moderator")
    .where("round", "=", moderation.round)
    .returning(["area", "judgement", "reason"])
    .execute();
  await appendEvent(tx, stamp, {
    stream: `moderation:${moderation.id}`,
    kind: "moderation.set-aside",
    before: { moderatorId: personId, grades },
    after: { reason },
  });
  await moveAudit(tx, stamp, auditId, "moderate-again", {}, reason);
  await settleOpen(tx, stamp, open, "reassigned", reason);
}
