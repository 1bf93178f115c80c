/**
 * Owns reading re-audits: those that wait for an auditor, those under way, and what ties an audit
 * to the one before and the one after.
 * Practice: a re-audit says where it stands and never a grade, so that whoever moderates it blind
 * learns nothing from a list. That there is one tells a grade by itself: it is kept from whoever is to
 * grade the audit before it again, until they have.
 */

import { type SqlBool, sql } from "kysely";
import type { Access } from "~/rules/access/access";
import { type AuditState, auditStates } from "~/rules/audits/audits";
import type { Cohort } from "~/rules/caseload/caseload";
import type { ExerciseState } from "~/rules/exercises/exercises";
import { mostOfAKind } from "~/rules/home/attention";
import { type ReAuditStanding, standingOf } from "~/rules/re-audits/re-audits";
import { listFinalBlind } from "../audits/blind.server";
import { isNotWithdrawn, isReAudit, isWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { countUpTo } from "../core/paged.server";
import { countAll } from "../core/scope.server";
import { isSeenToBy } from "../exercises/leads.server";

export type ReAudit = {
  id: string;
  caseId: string;
  caseReference: string;
  cohort: Cohort;
  /** The team of the case today; null when it has none, so that it cannot be audited. */
  teamId: string | null;
  teamName: string | null;
  caseClosedOn: string | null;
  previousAuditId: string;
  previousMonth: string;
  previousAuditorId: string | null;
  previousAuditorName: string | null;
  madeAt: string;
  /** The audit's date once there is one: never later than when the case is to be audited again. */
  dueOn: string;
  standing: ReAuditStanding;
  auditId: string | null;
  auditorName: string | null;
  exerciseId: string | null;
  exerciseTitle: string | null;
  auditState: AuditState | null;
  cancelledAt: string | null;
  cancelledBy: string | null;
  cancelledReason: string;
  version: number;
  access: Access;
};

const reAudits = (db: Db) =>
  db
    .selectFrom("re_audit")
    .innerJoin("case_record", "case_record.id", "re_audit.case_id")
    .innerJoin("audit as earlier", "earlier.id", "re_audit.previous_audit_id")
    .innerJoin("exercise as before", "before.id", "earlier.exercise_id")
    .leftJoin("one_person as first_auditor", "first_auditor.record_id", "earlier.auditor_id")
    .leftJoin("team", "team.id", "case_record.team_id")
    .leftJoin("audit", "audit.id", "re_audit.audit_id")
    .leftJoin("exercise", "exercise.id", "audit.exercise_id")
    .leftJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .leftJoin("one_person as canceller", "canceller.record_id", "re_audit.cancelled_by")
    .selectAll("re_audit")
    .select(["case_record.reference", "case_record.cohort", "case_record.closed_on"])
    .select(["case_record.team_id", "team.name as team_name", "before.month as previous_month"])
    .select(["first_auditor.id as previous_auditor_id", "first_auditor.name as first_name"])
    .select(["audit.state as audit_state", "audit.due_on as audit_due_on"])
    .select(["auditor.name as auditor_name", "exercise.id as exercise_id", "exercise.title"])
    .select("canceller.name as canceller_name");

type Row = Awaited<ReturnType<ReturnType<typeof reAudits>["execute"]>>[number];

function asReAudit(row: Row): ReAudit {
  const auditState = row.audit_state as AuditState | null;
  const standing = standingOf({ cancelledAt: row.cancelled_at, auditState });
  const placed = standing === "under-way" || standing === "done";
  return {
    id: row.id,
    caseId: row.case_id,
    caseReference: row.reference,
    cohort: row.cohort as Cohort,
    teamId: row.team_id,
    teamName: row.team_name,
    caseClosedOn: row.closed_on,
    previousAuditId: row.previous_audit_id,
    previousMonth: row.previous_month,
    previousAuditorId: row.previous_auditor_id,
    previousAuditorName: row.first_name,
    madeAt: row.made_at,
    dueOn: placed ? (row.audit_due_on ?? row.due_on) : row.due_on,
    standing,
    auditId: placed ? row.audit_id : null,
    auditorName: placed ? row.auditor_name : null,
    exerciseId: placed ? row.exercise_id : null,
    exerciseTitle: placed ? row.title : null,
    auditState: placed ? auditState : null,
    cancelledAt: row.cancelled_at,
    cancelledBy: row.canceller_name,
    cancelledReason: row.cancelled_reason,
    version: row.version,
    access: { teamId: row.team_id, serviceId: null, people: {} },
  };
}

/** One re-audit; null when there is none, or it is kept from its reader. */
export async function findReAudit(
  db: Db,
  id: string,
  readerId: string | null = null,
): Promise<ReAudit | null> {
  const row = await reAudits(db)
    .where("re_audit.id", "=", id)
    .where("re_audit.previous_audit_id", "not in", await keptFrom(db, readerId))
    .executeTakeFirst();
  return row ? asReAudit(row) : null;
}

/** The audits that someone is to grade again, a handful; never an empty list, for SQL's sake. */
const keptFrom = async (db: Db, readerId: string | null): Promise<string[]> => [
  "",
  ...(readerId === null ? [] : await listFinalBlind(db, [readerId])),
];

/** Whose list it is, from whom some are kept; and whether of those alone that they see to. */
export type ReAuditsFor = { readerId: string | null; seenTo?: boolean };
const forAll: ReAuditsFor = { readerId: null };

/** With what an order or a lead needs, and no more: what is found is then read by its ids. */
const placed = (db: Db) =>
  db
    .selectFrom("re_audit")
    .innerJoin("case_record", "case_record.id", "re_audit.case_id")
    .innerJoin("audit as earlier", "earlier.id", "re_audit.previous_audit_id")
    .innerJoin("exercise as before", "before.id", "earlier.exercise_id");

/** Those of these ids, in the order of the ids. */
async function listByIds(db: Db, found: readonly { id: string }[]): Promise<ReAudit[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows = await reAudits(db).where("re_audit.id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, asReAudit(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Waiting for an auditor: never placed, or its audit was withdrawn; each found by an index of its own. */
const toAllocate = sql<SqlBool>`re_audit.cancelled_at is null and re_audit.id in (
  select waiting.id from re_audit as waiting
  where waiting.cancelled_at is null and waiting.audit_id is null
  union select placed.id from audit as withdrawn
  inner join re_audit as placed on placed.audit_id = withdrawn.id
  where ${isReAudit("withdrawn")} and ${isWithdrawn("withdrawn")})`;

const open = auditStates.filter((state) => state !== "final" && state !== "withdrawn");

/**
 * Re-audits that nobody audits yet, the earliest due first: all, or those that this person sees to,
 * after an exercise of theirs.
 */
export async function unscopedReAuditsToAllocate(
  db: Db,
  whose: ReAuditsFor = forAll,
): Promise<ReAudit[]> {
  let query = placed(db)
    .where(toAllocate)
    .where("re_audit.previous_audit_id", "not in", await keptFrom(db, whose.readerId));
  if (whose.seenTo && whose.readerId) query = query.where(isSeenToBy(whose.readerId, "before"));
  const found = await query
    .select("re_audit.id")
    .orderBy("re_audit.due_on")
    .orderBy("case_record.reference_folded")
    .limit(mostOfAKind)
    .execute();
  return listByIds(db, found);
}

export async function unscopedReAuditsUnderWay(
  db: Db,
  whose: ReAuditsFor = forAll,
): Promise<ReAudit[]> {
  const found = await db
    .selectFrom("audit")
    .innerJoin("re_audit", "re_audit.audit_id", "audit.id")
    .innerJoin("case_record", "case_record.id", "re_audit.case_id")
    .select("re_audit.id")
    .where(isReAudit())
    .where("audit.state", "in", open)
    .where("re_audit.cancelled_at", "is", null)
    .where("re_audit.previous_audit_id", "not in", await keptFrom(db, whose.readerId))
    .orderBy((eb) => eb.fn.coalesce("audit.due_on", "re_audit.due_on"))
    .orderBy("case_record.reference_folded")
    .limit(mostOfAKind)
    .execute();
  return listByIds(db, found);
}

/** Those done or cancelled, the latest made first, a page at a time. */
export async function unscopedReAuditsSettled(
  db: Db,
  page: { limit: number; offset: number },
  whose: ReAuditsFor = forAll,
): Promise<{ found: number; rows: ReAudit[] }> {
  const settled = db
    .selectFrom("re_audit")
    .leftJoin("audit", "audit.id", "re_audit.audit_id")
    .where((eb) =>
      eb.or([eb("re_audit.cancelled_at", "is not", null), eb("audit.state", "=", "final")]),
    )
    .where("re_audit.previous_audit_id", "not in", await keptFrom(db, whose.readerId))
    .select("re_audit.id");
  const found = await settled
    .orderBy("re_audit.made_at", "desc")
    .orderBy("re_audit.id")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { found: await countUpTo(db, settled), rows: await listByIds(db, found) };
}

export type ReAuditPlace = {
  id: string;
  title: string;
  state: ExerciseState;
  auditsDueOn: string | null;
};

/** Core cycles that can still take a re-audit of this case, the earliest first. */
export async function listPlacesFor(db: Db, caseId: string): Promise<ReAuditPlace[]> {
  const rows = await db
    .selectFrom("exercise")
    .select(["id", "title", "state", "audits_due_on as auditsDueOn"])
    .where("kind", "=", "core")
    .where("only_re_audits", "=", 0)
    .where("state", "in", ["planned", "drawn", "auditing"])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("audit")
            .select("audit.id")
            .whereRef("audit.exercise_id", "=", "exercise.id")
            .where("audit.case_id", "=", caseId)
            .where(isNotWithdrawn()),
        ),
      ),
    )
    .orderBy("month")
    .orderBy("title")
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as ExerciseState }));
}

export type ReAuditLinks = {
  /** The audit this one repeats. */
  previous: { auditId: string; month: string } | null;
  /** What follows this one. */
  next: Pick<ReAudit, "id" | "dueOn" | "standing" | "auditId" | "cancelledReason"> | null;
};

/** What ties an audit to the one before and the one after. */
export async function findReAuditLinks(
  db: Db,
  audit: { id: string; origin: string; previousAuditId: string | null },
): Promise<ReAuditLinks> {
  const previous =
    audit.origin === "re-audit" && audit.previousAuditId
      ? await db
          .selectFrom("audit")
          .innerJoin("exercise", "exercise.id", "audit.exercise_id")
          .select(["audit.id as auditId", "exercise.month"])
          .where("audit.id", "=", audit.previousAuditId)
          .executeTakeFirst()
      : undefined;
  return { previous: previous ?? null, next: await findNextReAudit(db, audit.id) };
}

/** The re-audit that an audit led to; null when it led to none. */
export async function findNextReAudit(db: Db, auditId: string): Promise<ReAudit | null> {
  const row = await reAudits(db)
    .where("re_audit.previous_audit_id", "=", auditId)
    .executeTakeFirst();
  return row ? asReAudit(row) : null;
}

/** How many re-audits wait for an auditor, and since when the first of them does. */
export async function countReAuditsToAllocate(
  db: Db,
  whose: ReAuditsFor = forAll,
): Promise<{ count: number; since: string | null }> {
  return db
    .selectFrom("re_audit")
    .select(countAll.as("count"))
    .select((eb) => eb.fn.min("re_audit.made_at").as("since"))
    .where(toAllocate)
    .where("re_audit.previous_audit_id", "not in", await keptFrom(db, whose.readerId))
    .executeTakeFirstOrThrow();
}
