/**
 * Owns what an auditor's year reads: the audits of its core cycles, by auditor.
 * Practice: read by the exercises of the year, so that it costs the same however many years there were.
 */
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";

export type GivenAudit = {
  auditId: string;
  personId: string;
  name: string;
  title: string;
  dueOn: string | null;
  submittedAt: string | null;
};

/** The audits of core cycles of these months (YYYY-MM), with whose they are; of one person, or all. */
export async function listGiven(
  db: Db,
  { from, to }: { from: string; to: string },
  personId: string | null = null,
): Promise<GivenAudit[]> {
  let query = db
    .selectFrom("exercise")
    .innerJoin("audit", "audit.exercise_id", "exercise.id")
    .innerJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .select(["audit.id as auditId", "auditor.id as personId", "auditor.name", "exercise.title"])
    .select(["audit.due_on as dueOn", "audit.submitted_at as submittedAt"])
    .where("exercise.graded", "=", 1)
    .where("exercise.state", "in", ["auditing", "moderating", "closed"])
    .where("exercise.month", ">=", from)
    .where("exercise.month", "<=", to)
    .where(isNotWithdrawn());
  if (personId !== null) query = query.where("audit.auditor_id", "in", recordsOf(personId));
  return query.orderBy("exercise.month").orderBy("audit.id").execute();
}
