/**
 * Owns the dates of audits that audit a case again: each is due by its re-audit's own date at the
 * latest.
 * Practice: an audit has one date, `audit.due_on`, which every page, list and reminder reads. Whoever
 * writes it asks here first, so that no cycle's date and no extension hides that a re-audit is late.
 */
import { deadlineOf } from "~/rules/re-audits/re-audits";
import type { Db } from "../core/open.server";

/** By when the case has to be audited again, for those of these audits that are a re-audit. */
export async function listOwnDates(
  db: Db,
  auditIds: readonly string[],
): Promise<Map<string, string>> {
  if (auditIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("re_audit")
    .select(["audit_id", "due_on"])
    .where("audit_id", "in", [...auditIds])
    .execute();
  return new Map(rows.map(({ audit_id, due_on }) => [audit_id ?? "", due_on]));
}

/** The same for one audit; null where it is no re-audit. */
export const findOwnDate = async (db: Db, auditId: string): Promise<string | null> =>
  (await listOwnDates(db, [auditId])).get(auditId) ?? null;

/** The date that an audit gets when this one is asked for. */
export const findDeadline = async (db: Db, auditId: string, asked: string): Promise<string> =>
  deadlineOf(asked, await findOwnDate(db, auditId));

/** By when the case of an exercise made for one re-audit has to be audited again; null for others. */
export async function findOwnDateOfExercise(db: Db, exerciseId: string): Promise<string | null> {
  const row = await db
    .selectFrom("re_audit")
    .innerJoin("audit", "audit.id", "re_audit.audit_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select((eb) => eb.fn.min("re_audit.due_on").as("due"))
    .where("exercise.id", "=", exerciseId)
    .where("exercise.only_re_audits", "=", 1)
    .executeTakeFirst();
  return row?.due ?? null;
}
