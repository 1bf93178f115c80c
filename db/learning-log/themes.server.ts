/**
 * Owns how often auditors named each theme, cycle by cycle.
 * Practice: counted in final audits of closed cycles, each audit once for a theme; counts alone.
 */
import { sql } from "kysely";
import { countsInCycle } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

export type ThemeCount = { exerciseId: string; theme: string; audits: number };

/** In how many final audits of each of these exercises a theme was an area for development. */
export async function listThemeAudits(
  db: Db,
  exerciseIds: readonly string[],
): Promise<ThemeCount[]> {
  if (exerciseIds.length === 0) return [];
  const rows = await db
    .selectFrom("finding")
    .innerJoin("audit", "audit.id", "finding.audit_id")
    .select(["finding.exercise_id as exerciseId", "finding.theme"])
    .select(sql<number>`cast(count(distinct finding.audit_id) as integer)`.as("audits"))
    .where("finding.exercise_id", "in", exerciseIds)
    .where("finding.kind", "=", "development")
    .where("finding.theme", "is not", null)
    .where("audit.state", "=", "final")
    .where(countsInCycle())
    .groupBy(["finding.exercise_id", "finding.theme"])
    .execute();
  return rows.map(({ theme, ...row }) => ({ ...row, theme: theme ?? "" }));
}

/** How many final audits each of these exercises has. */
export async function countFinalAudits(
  db: Db,
  exerciseIds: readonly string[],
): Promise<Map<string, number>> {
  if (exerciseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("audit")
    .select(["exercise_id", countAll.as("audits")])
    .where("exercise_id", "in", exerciseIds)
    .where("state", "=", "final")
    .where(countsInCycle())
    .groupBy("exercise_id")
    .execute();
  return new Map(rows.map(({ exercise_id, audits }) => [exercise_id, audits]));
}
