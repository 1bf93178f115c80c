/**
 * Owns what the coverage of a year reads: the cases that its exercises looked at, and the open cases
 * of today. Records that are no case count for nothing here.
 * Practice: read by the exercises of the year, so that it costs the same however many years there were.
 */
import type { NotNull } from "kysely";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

/** Each case with the team and cohort it was looked at in, once an exercise of these months. */
export async function unscopedLookedAt(db: Db, { from, to }: { from: string; to: string }) {
  const rows = await db
    .selectFrom("exercise")
    .innerJoin("audit", "audit.exercise_id", "exercise.id")
    .where("audit.case_id", "is not", null)
    .select(["audit.case_id as caseId", "audit.team_id as teamId", "audit.cohort"])
    .select(["exercise.month", "exercise.kind"])
    .$narrowType<{ caseId: NotNull }>()
    .where("exercise.month", ">=", from)
    .where("exercise.month", "<=", to)
    .where("audit.submitted_at", "is not", null)
    .where(isNotWithdrawn())
    // Of two exercises of one month the later audit is the last time, on either database.
    .orderBy("audit.submitted_at")
    .orderBy("audit.id")
    .execute();
  return rows.map(({ kind, ...row }) => ({ ...row, core: kind === "core" }));
}

/** How many cases are open today, by team and cohort; of teams that hold cases. */
export const unscopedOpenCases = (db: Db) =>
  db
    .selectFrom("team")
    .innerJoin("case_record", "case_record.team_id", "team.id")
    .select(["team.id as teamId", "case_record.cohort", countAll.as("count")])
    .where("team.holds_cases", "=", 1)
    .where("case_record.closed_on", "is", null)
    .groupBy(["team.id", "case_record.cohort"])
    .execute();
