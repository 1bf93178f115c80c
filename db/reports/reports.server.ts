/**
 * Owns the figures that reports and trends are made of: cycles, and grades as tallied.
 * Practice: pages that report grades read tallies, whose number depends on teams and areas, so
 * that their cost does not grow with the number of audits; only a cycle that is still open is
 * counted from its own judgements.
 */

import { sql } from "kysely";
import type { Scope } from "~/rules/access/permission";
import type { Basis, Tally } from "~/rules/reports/reports";
import type { Cycle } from "~/rules/reports/trends";
import { readDefinition } from "~/rules/tools/definition";
import { gradedAreas } from "~/rules/tools/tools";
import { countsInCycle, isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { inScope } from "../core/scope.server";

export type ClosedCycle = Cycle & { toolVersionId: string; closedAt: string };

const sumOf = (column: string) => sql<number>`cast(sum(${sql.ref(column)}) as integer)`;

/**
 * Closed core cycles, oldest first; `from` and `to` are months (YYYY-MM), both included. `last`
 * keeps only so many, the latest.
 */
export async function listClosedCycles(
  db: Db,
  { from, to, last }: { from?: string; to?: string; last?: number } = {},
): Promise<ClosedCycle[]> {
  let query = db
    .selectFrom("exercise")
    .innerJoin("tool_version", "tool_version.id", "exercise.tool_version_id")
    .innerJoin("tool", "tool.id", "tool_version.tool_id")
    .select(["tool.id as toolId", "tool.name as toolName", "tool_version.major"])
    .select(["exercise.id", "exercise.title", "exercise.month", "tool_version.id as toolVersionId"])
    .select("exercise.closed_at as closedAt")
    .where("exercise.kind", "=", "core")
    .where("exercise.only_re_audits", "=", 0)
    .where("exercise.state", "=", "closed")
    .orderBy("exercise.month", "desc")
    .orderBy("exercise.closed_at", "desc")
    .orderBy("exercise.id", "desc");
  if (from) query = query.where("exercise.month", ">=", from);
  if (to) query = query.where("exercise.month", "<=", to);
  if (last !== undefined) query = query.limit(last);
  const rows = await query.execute();
  return rows
    .map(({ toolId, toolName, major, closedAt, ...row }) => ({
      ...row,
      edition: { toolId, toolName, major },
      closedAt: closedAt ?? "",
    }))
    .reverse();
}

/**
 * Whose figures: everyone's, one service's, or one team's (by who was responsible for the work); of
 * the children of one cohort where it is given.
 */
export type Whose = { teamId?: string; serviceId?: string; cohort?: string };

export type CycleTally = Tally & { exerciseId: string };

/** Judgements of one basis in the final audits of these exercises, by exercise, area and code. */
export async function listTallies(
  db: Db,
  exerciseIds: readonly string[],
  basis: Basis,
  { teamId, serviceId, cohort }: Whose = {},
): Promise<CycleTally[]> {
  if (exerciseIds.length === 0) return [];
  let query = db
    .selectFrom("tally")
    .select(["exercise_id as exerciseId", "area", "judgement", sumOf("count").as("count")])
    .where("exercise_id", "in", exerciseIds)
    .where("basis", "=", basis)
    .groupBy(["exercise_id", "area", "judgement"])
    .orderBy("exercise_id")
    .orderBy("area")
    .orderBy("judgement");
  if (teamId) query = query.where("team_id", "=", teamId);
  if (serviceId) query = query.where("service_id", "=", serviceId);
  if (cohort) query = query.where("cohort", "=", cohort);
  return query.execute();
}

export type TeamTally = CycleTally & { teamId: string; serviceId: string };

/** The same, also by the team responsible for the work. */
export async function listTeamTallies(
  db: Db,
  exerciseIds: readonly string[],
  basis: Basis,
): Promise<TeamTally[]> {
  if (exerciseIds.length === 0) return [];
  return db
    .selectFrom("tally")
    .select(["exercise_id as exerciseId", "team_id as teamId", "service_id as serviceId"])
    .select(["area", "judgement", sumOf("count").as("count")])
    .where("exercise_id", "in", exerciseIds)
    .where("basis", "=", basis)
    .groupBy(["exercise_id", "team_id", "service_id", "area", "judgement"])
    .orderBy("exercise_id")
    .orderBy("team_id")
    .orderBy("area")
    .orderBy("judgement")
    .execute();
}

/** The same of one exercise, by the kind of case. */
export async function listCohortTallies(
  db: Db,
  exerciseId: string,
  basis: Basis,
): Promise<(Tally & { cohort: string })[]> {
  return db
    .selectFrom("tally")
    .select(["cohort", "area", "judgement", sumOf("count").as("count")])
    .where("exercise_id", "=", exerciseId)
    .where("basis", "=", basis)
    .groupBy(["cohort", "area", "judgement"])
    .orderBy("cohort")
    .orderBy("area")
    .orderBy("judgement")
    .execute();
}

/**
 * The judgements of one exercise that is not closed, counted as they stand: final ones, and the
 * auditors' latest where the audit is submitted and not yet final. Re-audits are left out.
 */
export async function listProvisionalTallies(db: Db, exerciseId: string): Promise<TeamTally[]> {
  return db
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select(["audit.exercise_id as exerciseId", "judgement.team_id as teamId"])
    .select(["judgement.service_id as serviceId", "judgement.area", "judgement.judgement"])
    .select(sql<number>`cast(count(*) as integer)`.as("count"))
    .where("audit.exercise_id", "=", exerciseId)
    .where(countsInCycle())
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn())
    .where((eb) =>
      eb.or([
        eb.and([eb("audit.state", "=", "final"), eb("judgement.source", "=", "final")]),
        eb.and([
          eb("audit.state", "<>", "final"),
          eb("judgement.source", "=", "auditor"),
          eb(
            "judgement.round",
            "=",
            eb
              .selectFrom("judgement as latest")
              .select((latest) => latest.fn.max("latest.round").as("round"))
              .whereRef("latest.audit_id", "=", "judgement.audit_id")
              .whereRef("latest.area", "=", "judgement.area")
              .where("latest.source", "=", "auditor"),
          ),
        ]),
      ]),
    )
    .groupBy(["audit.exercise_id", "judgement.team_id", "judgement.service_id"])
    .groupBy(["judgement.area", "judgement.judgement"])
    .execute();
}

/** The audits behind those of them that are not final, with the round their grades are of. */
export async function listProvisionalAudits(
  db: Db,
  exerciseId: string,
): Promise<{ auditId: string; round: number }[]> {
  return db
    .selectFrom("judgement")
    .innerJoin("audit", "audit.id", "judgement.audit_id")
    .select((eb) => ["audit.id as auditId", eb.fn.max("judgement.round").as("round")])
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn())
    .where("audit.state", "<>", "final")
    .where("judgement.source", "=", "auditor")
    .groupBy("audit.id")
    .execute();
}

export type AreaName = { code: string; name: string };

/**
 * The graded practice areas of what these cycles, oldest first, were graded with: in the words and
 * the order of the latest cycle that has them.
 */
export async function listAreas(
  db: Db,
  cycles: readonly Pick<ClosedCycle, "toolVersionId">[],
): Promise<AreaName[]> {
  const ids = [...new Set(cycles.map(({ toolVersionId }) => toolVersionId).reverse())];
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("tool_version")
    .select(["id", "definition"])
    .where("id", "in", ids)
    .execute();
  const definitions = new Map(rows.map(({ id, definition }) => [id, definition]));
  const areas = new Map<string, string>();
  for (const id of ids) {
    const definition = definitions.get(id);
    for (const { code, name } of definition ? gradedAreas(readDefinition(definition)) : [])
      if (!areas.has(code)) areas.set(code, name);
  }
  return [...areas].map(([code, name]) => ({ code, name }));
}

export type ReportTeam = { id: string; name: string; serviceId: string; serviceName: string };

/** The teams of a scope that hold cases or have had work graded, in their order. */
export async function listReportTeams(db: Db, scope: Scope): Promise<ReportTeam[]> {
  return db
    .selectFrom("team")
    .innerJoin("service", "service.id", "team.service_id")
    .select(["team.id", "team.name", "team.service_id as serviceId"])
    .select("service.name as serviceName")
    .where((eb) =>
      inScope(eb as never, scope, {
        team: eb.ref("team.id"),
        service: eb.ref("team.service_id"),
      }),
    )
    .where((eb) =>
      eb.or([
        eb("team.holds_cases", "=", 1),
        eb.exists(
          eb
            .selectFrom("tally")
            .select("tally.area")
            .whereRef("tally.team_id", "=", "team.id")
            .where("tally.basis", "=", "final"),
        ),
      ]),
    )
    .orderBy("service.position")
    .orderBy("team.position")
    .orderBy("team.name")
    .execute();
}
