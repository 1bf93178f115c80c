/**
 * Owns which open cases a file does not name: those that close when it is complete.
 * Practice: only of cohorts that the file holds, and only when the person importing says so.
 */
import { type Cohort, cohorts } from "~/rules/caseload/caseload";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

/** Open cases of the file's cohorts that the file does not name. */
export const absentCases = (db: Db, importId: string, ofCohorts: readonly Cohort[]) =>
  db
    .selectFrom("case_record")
    .where("closed_on", "is", null)
    .where("cohort", "in", ofCohorts.length > 0 ? ofCohorts : ["none"])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("caseload_import_row")
            .select("line")
            .where("import_id", "=", importId)
            .whereRef("caseload_import_row.case_id", "=", "case_record.id"),
        ),
      ),
    );

/** How many cases are absent and open, by cohort in the usual order; and how many are open at all. */
export async function countAbsent(db: Db, importId: string, ofCohorts: readonly Cohort[]) {
  const rows = await absentCases(db, importId, ofCohorts)
    .select(["cohort", countAll.as("count")])
    .groupBy("cohort")
    .execute();
  const open = await db
    .selectFrom("case_record")
    .select(["cohort", countAll.as("count")])
    .where("closed_on", "is", null)
    .groupBy("cohort")
    .execute();
  const countOf = (of: typeof rows, cohort: Cohort) =>
    of.find((row) => row.cohort === cohort)?.count ?? 0;
  return {
    absent: cohorts
      .map((cohort) => ({ cohort, count: countOf(rows, cohort), open: countOf(open, cohort) }))
      .filter(({ count }) => count > 0),
    open: open.reduce((sum, { count }) => sum + count, 0),
  };
}

export async function listAbsent(
  db: Db,
  importId: string,
  ofCohorts: readonly Cohort[],
  page: number,
  size: number,
) {
  return absentCases(db, importId, ofCohorts)
    .leftJoin("team", "team.id", "case_record.team_id")
    .select(["case_record.id", "case_record.reference", "case_record.cohort", "team.name as team"])
    .orderBy("reference_folded")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
}
