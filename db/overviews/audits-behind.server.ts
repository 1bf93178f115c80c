/**
 * Owns the audits that stand behind a figure of a team in a closed cycle.
 * Practice: what is counted and what is listed are chosen alike, by the team that answered for the
 * work; who may not read an audit learns that there are others, and of none which; who is to grade
 * one again is listed none until they have.
 */
import { boundBy, type Scope } from "~/rules/access/permission";
import { isJudgement, type Judgement } from "~/rules/tools/grades";
import { isBlind, listFinalBlind } from "../audits/blind.server";
import { countsInCycle } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { countAll, inScope } from "../core/scope.server";

export type AuditBehind = {
  id: string;
  caseReference: string;
  teamName: string;
  judgement: Judgement;
};

/** Whatever area is asked for: where it were kept for some alone, that would tell of them. */
async function isTeamKept(
  db: Db,
  people: readonly string[],
  { exerciseId, teamId }: { exerciseId: string; teamId: string },
): Promise<boolean> {
  const blind = await listFinalBlind(db, people, exerciseId);
  if (blind.length === 0) return false;
  const row = await db
    .selectFrom("audit")
    .innerJoin("judgement", "judgement.audit_id", "audit.id")
    .select("audit.id")
    .where("audit.id", "in", blind)
    .where("judgement.source", "=", "final")
    .where("judgement.team_id", "=", teamId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Of one exercise, team and area, at most `limit`; how many there are counts the hidden as well. Null
 * while the reader is to grade one of the team's again: the figure less the others would be its grade.
 */
export async function listAuditsBehind(
  db: Db,
  scope: Scope,
  { exerciseId, teamId, area }: { exerciseId: string; teamId: string; area: string },
  limit = 500,
): Promise<{ audits: AuditBehind[]; all: number } | null> {
  if (await isTeamKept(db, boundBy(scope), { exerciseId, teamId })) return null;
  const counted = db
    .selectFrom("audit")
    .innerJoin("judgement", "judgement.audit_id", "audit.id")
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.state", "=", "final")
    .where(countsInCycle())
    .where("judgement.source", "=", "final")
    .where("judgement.area", "=", area)
    .where("judgement.team_id", "=", teamId);
  const { n: all } = await counted.select(countAll.as("n")).executeTakeFirstOrThrow();
  const rows = await counted
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.id", "case_record.reference as caseReference", "team.name as teamName"])
    .select("judgement.judgement")
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("audit.team_id"),
        service: eb.ref("audit.service_id"),
      }),
    )
    .where((eb) => eb.not(isBlind(eb.ref("audit.id"), boundBy(scope))))
    .orderBy("case_record.reference")
    .orderBy("audit.id")
    .limit(limit)
    .execute();
  return {
    audits: rows.flatMap(({ judgement, ...row }) =>
      isJudgement(judgement) ? [{ ...row, judgement }] : [],
    ),
    all,
  };
}
