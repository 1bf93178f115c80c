/**
 * Owns the audits of one case, as its page lists them.
 */
import type { Access } from "~/rules/access/access";
import type { AuditState } from "~/rules/audits/audits";
import type { ExerciseState } from "~/rules/exercises/exercises";
import type { Db } from "../core/open.server";
import { findAudit } from "./audits.server";

export type AuditOfCase = {
  id: string;
  title: string;
  month: string;
  /** Before its release an audit is a plan of the exercise's lead's. */
  exerciseState: ExerciseState;
  state: AuditState;
  auditor: string | null;
  submittedAt: string | null;
  access: Access;
};

/** The audits of one case, newest first, each with its access; grades are for the audit's page. */
export async function listAuditsOfCase(db: Db, caseId: string): Promise<AuditOfCase[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.id"])
    .where("case_id", "=", caseId)
    .orderBy("exercise.month", "desc")
    .orderBy("audit.id", "desc")
    .limit(50)
    .execute();
  const audits = [];
  for (const { id } of rows) {
    const audit = await findAudit(db, id);
    if (!audit) continue;
    audits.push({
      id,
      title: audit.exerciseTitle,
      month: audit.exerciseMonth,
      exerciseState: audit.exerciseState,
      state: audit.state,
      auditor: audit.auditorName,
      submittedAt: audit.submittedAt,
      access: audit.access,
    });
  }
  return audits;
}
