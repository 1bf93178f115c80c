/**
 * Owns figures by the age of the child: of the audits of a cycle, and of the caseload as it is.
 * Practice: counts by whole years, which rules put in bands; an audit keeps no age of its own, so it
 * is the one that its case has today.
 */
import { overall, type Tally } from "~/rules/reports/reports";
import { countsInCycle } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

export type Aged = { age: number | null; unborn: 0 | 1 };

/** The final overall grades of one exercise, by the age of the child. */
export const listAgeTallies = (db: Db, exerciseId: string): Promise<(Tally & Aged)[]> =>
  db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("judgement", "judgement.audit_id", "audit.id")
    .select(["case_record.age", "case_record.unborn", "judgement.area", "judgement.judgement"])
    .select(countAll.as("count"))
    .where("audit.exercise_id", "=", exerciseId)
    .where("audit.state", "=", "final")
    .where(countsInCycle())
    .where("judgement.source", "=", "final")
    .where("judgement.area", "=", overall)
    .groupBy(["case_record.age", "case_record.unborn", "judgement.area", "judgement.judgement"])
    .execute();

/** How many open cases there are of each age. */
export const unscopedCaseloadAges = (db: Db): Promise<(Aged & { count: number })[]> =>
  db
    .selectFrom("case_record")
    .select(["age", "unborn", countAll.as("count")])
    .where("closed_on", "is", null)
    .groupBy(["age", "unborn"])
    .execute();
