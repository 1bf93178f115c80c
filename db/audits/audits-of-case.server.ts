/**
 * Owns the audits of one case, as its page lists them.
 */
import type { Access } from "~/rules/access/access";
import type { AuditState } from "~/rules/audits/audits";
import { type ExerciseState, exerciseStates, isReleased } from "~/rules/exercises/exercises";
import type { Db } from "../core/open.server";
import { countUpTo } from "../core/paged.server";
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

/** What is planned for a case, or was and never went out: few, whatever its age. */
export const listUnreleasedOfCase = async (db: Db, caseId: string): Promise<AuditOfCase[]> =>
  listByIds(db, await ofCase(db, caseId, unreleased).limit(20).execute());

/** The released audits of one case, newest first, each with its access, and how many there are; grades are for the audit's page. */
export async function listAuditsOfCase(
  db: Db,
  caseId: string,
  page: { limit: number; offset: number },
): Promise<{ count: number; audits: AuditOfCase[] }> {
  const all = ofCase(db, caseId, released);
  const ids = await all.limit(page.limit).offset(page.offset).execute();
  return { count: await countUpTo(db, all), audits: await listByIds(db, ids) };
}

const released = exerciseStates.filter(isReleased);
const unreleased = exerciseStates.filter((state) => !isReleased(state));

const ofCase = (db: Db, caseId: string, states: readonly ExerciseState[]) =>
  db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select("audit.id")
    .where("case_id", "=", caseId)
    .where("exercise.state", "in", states)
    .orderBy("exercise.month", "desc")
    .orderBy("audit.id", "desc");

async function listByIds(db: Db, ids: readonly { id: string }[]): Promise<AuditOfCase[]> {
  const audits = [];
  for (const { id } of ids) {
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
