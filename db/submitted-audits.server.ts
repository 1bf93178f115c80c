/**
 * Owns the submitted audits a manager is shown: those of their teams or service in open cycles.
 * Practice: the worker and their managers see an audit from its submission, its grade provisional
 * until final; an overall Inadequate stands first; who must still grade an audit blind sees no
 * grade of it.
 */
import { sql } from "kysely";
import type { AuditState } from "~/rules/audits";
import { underWay } from "~/rules/exercises";
import { isJudgement, type Judgement } from "~/rules/grades";
import { boundBy, type Scope } from "~/rules/permission";
import { isBlind } from "./blind.server";
import type { Db } from "./open.server";
import { inScope } from "./scope.server";

export type SubmittedAudit = {
  id: string;
  caseReference: string;
  teamName: string;
  workerName: string | null;
  state: AuditState;
  submittedAt: string;
  /** The overall grade as it stands; null while it is kept from the reader, or being mended. */
  overall: Judgement | null;
};

/** Submitted audits of open core cycles within the scope of "audits.read", Inadequate first, then the newest; at most `limit`. */
export async function listSubmittedAudits(
  db: Db,
  scope: Scope,
  limit = 30,
): Promise<SubmittedAudit[]> {
  const inadequateFirst = sql`case when judgement.judgement = 'inadequate' then 0 else 1 end`;
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .leftJoin("person as worker", "worker.id", "audit.worker_id")
    .leftJoin("judgement", (join) =>
      join
        .onRef("judgement.audit_id", "=", "audit.id")
        .onRef("judgement.round", "=", "audit.round")
        .on("judgement.area", "=", "overall")
        .on(
          "judgement.source",
          "=",
          sql`case when audit.state = 'final' then 'final' else 'auditor' end`,
        ),
    )
    .select(["audit.id", "case_record.reference", "team.name as teamName", "audit.state"])
    .select(["worker.name as workerName", "audit.submitted_at", "judgement.judgement"])
    .where("exercise.kind", "=", "core")
    .where("exercise.state", "in", underWay)
    .where("audit.submitted_at", "is not", null)
    .where("audit.state", "<>", "withdrawn")
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("audit.team_id"),
        service: eb.ref("audit.service_id"),
      }),
    )
    .where((eb) => eb.not(isBlind(eb.ref("audit.id"), boundBy(scope))))
    .orderBy(inadequateFirst)
    .orderBy("audit.submitted_at", "desc")
    .orderBy("audit.id")
    .limit(limit)
    .execute();
  return rows.map(({ judgement, reference, submitted_at, state, ...row }) => ({
    ...row,
    caseReference: reference,
    submittedAt: submitted_at ?? "",
    state: state as AuditState,
    overall: judgement !== null && isJudgement(judgement) ? judgement : null,
  }));
}
