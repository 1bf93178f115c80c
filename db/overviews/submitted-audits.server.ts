/**
 * Owns the submitted audits a manager is shown: those of their teams or service in open cycles.
 * Practice: the worker and their managers see an audit from its submission, its grade provisional
 * until final; one that escalates stands first; who must still grade an audit blind does not see
 * it, and who could be asked to moderate it sees no grade of it, nor where it stands by its grade.
 */

import { sql } from "kysely";
import { boundBy, type Scope } from "~/rules/access/permission";
import type { AuditState } from "~/rules/audits/audits";
import { underWay } from "~/rules/exercises/exercises";
import { isJudgement, type Judgement } from "~/rules/tools/grades";
import { escalatingGrades } from "~/rules/tools/scale";
import { isBlind, isKept } from "../audits/blind.server";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { inScope } from "../core/scope.server";

export type SubmittedAudit = {
  id: string;
  caseReference: string;
  teamName: string;
  workerName: string | null;
  state: AuditState;
  submittedAt: string;
  round: number;
  /** The overall grade as it stands; null while it is kept from the reader, or being corrected. */
  overall: Judgement | null;
  /** The reader could be asked to moderate it. */
  kept: boolean;
};

/** Submitted audits of open core cycles within the scope of "audits.read", those that escalate first, then the newest; at most `limit`. */
export async function listSubmittedAudits(
  db: Db,
  scope: Scope,
  limit = 30,
): Promise<SubmittedAudit[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .leftJoin("one_person as worker", "worker.record_id", "audit.worker_id")
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
    .select("audit.round")
    .select((eb) =>
      eb
        .case()
        .when(isKept(eb.ref("audit.id"), boundBy(scope)))
        .then(1)
        .else(0)
        .end()
        .as("kept"),
    )
    .where("exercise.graded", "=", 1)
    // Each by an index of its own, and not by reading what is over.
    .where("audit.id", "in", (eb) =>
      eb
        .selectFrom("audit as one")
        .innerJoin("exercise as open", "open.id", "one.exercise_id")
        .where("open.state", "in", underWay)
        .select("one.id")
        .union(eb.selectFrom("audit as one").where("one.state", "=", "settled").select("one.id")),
    )
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn())
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("audit.team_id"),
        service: eb.ref("audit.service_id"),
      }),
    )
    .where((eb) => eb.not(isBlind(eb.ref("audit.id"), boundBy(scope))))
    .orderBy((eb) =>
      eb
        .case()
        .when(isKept(eb.ref("audit.id"), boundBy(scope)))
        .then(1)
        .when("judgement.judgement", "in", escalatingGrades)
        .then(0)
        .else(1)
        .end(),
    )
    .orderBy("audit.submitted_at", "desc")
    .orderBy("audit.id")
    .limit(limit)
    .execute();
  return rows.map(({ judgement, reference, submitted_at, state, kept, ...row }) => ({
    ...row,
    kept: kept === 1,
    caseReference: reference,
    submittedAt: submitted_at ?? "",
    state: state as AuditState,
    overall: kept === 0 && judgement !== null && isJudgement(judgement) ? judgement : null,
  }));
}
