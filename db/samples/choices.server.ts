/**
 * Owns which open cases may be chosen by hand for a thematic audit or a dip sample.
 * Practice: those in the planner's own scope, of the service the sample is about, with a team
 * that holds cases. And who may be named to review or lead one.
 */

import type { Scope } from "~/rules/access/permission";
import type { Cohort } from "~/rules/caseload/caseload";
import { reviewerRoles } from "~/rules/samples/reviewing";
import type { DrawEventKind } from "~/rules/sampling/draw-events";
import { containsReference } from "../core/columns";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import { countAll, inScope } from "../core/scope.server";

const open = (db: Db, scope: Scope, serviceId: string | null) => {
  const query = db
    .selectFrom("case_record")
    .innerJoin("team", "team.id", "case_record.team_id")
    .where((eb) =>
      inScope(eb, scope, {
        team: eb.ref("case_record.team_id"),
        service: eb.ref("team.service_id"),
      }),
    )
    .where("team.holds_cases", "=", 1)
    .where("closed_on", "is", null);
  return serviceId === null ? query : query.where("team.service_id", "=", serviceId);
};

/** The ids among `ids` that may be chosen. */
export async function listCasesToChoose(
  db: Db,
  scope: Scope,
  serviceId: string | null,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await open(db, scope, serviceId)
    .select("case_record.id")
    .where("case_record.id", "in", [...new Set(ids)])
    .execute();
  return rows.map(({ id }) => id);
}

export type CaseToChoose = {
  id: string;
  reference: string;
  cohort: Cohort;
  teamId: string;
  team: string;
};

export type CaseSearch = { reference: string; cohort: Cohort | ""; teamId: string };

/** A page of cases by reference, those already in the exercise left out. */
export async function searchCasesToChoose(
  db: Db,
  scope: Scope,
  exercise: { id: string; serviceId: string | null },
  search: CaseSearch,
  page: number,
  size: number,
): Promise<{ count: number; cases: CaseToChoose[] }> {
  let query = open(db, scope, exercise.serviceId).where("case_record.id", "not in", (eb) =>
    eb
      .selectFrom("audit")
      .select("case_id")
      .where("exercise_id", "=", exercise.id)
      .where("case_id", "is not", null)
      .where(isNotWithdrawn()),
  );
  if (search.reference.trim()) query = query.where(containsReference(search.reference));
  if (search.cohort) query = query.where("cohort", "=", search.cohort);
  if (search.teamId) query = query.where("team.id", "=", search.teamId);
  const { count } = await query.select(countAll.as("count")).executeTakeFirstOrThrow();
  const rows = await query
    .select(["case_record.id", "reference", "cohort", "team.id as teamId", "team.name as team"])
    .orderBy("reference_folded")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return { count, cases: rows.map((row) => ({ ...row, cohort: row.cohort as Cohort })) };
}

/** How many open cases of each cohort a draw could take from, sensitive ones left out. */
export async function countCasesToDraw(
  db: Db,
  serviceId: string | null,
): Promise<Partial<Record<Cohort, number>>> {
  let query = db
    .selectFrom("case_record")
    .innerJoin("team", "team.id", "case_record.team_id")
    .select(["cohort", countAll.as("count")])
    .where("team.holds_cases", "=", 1)
    .where("closed_on", "is", null)
    .where("sensitive", "=", 0);
  if (serviceId !== null) query = query.where("team.service_id", "=", serviceId);
  const rows = await query.groupBy("cohort").execute();
  return Object.fromEntries(rows.map(({ cohort, count }) => [cohort, count]));
}

/** Which events the caseload knows of at all, so that a draw may go by them. */
export async function listKnownEvents(db: Db, serviceId: string | null): Promise<DrawEventKind[]> {
  const known = async (column: "plan_since" | "reopened_on" | "closed_on") => {
    let query = db
      .selectFrom("case_record")
      .innerJoin("team", "team.id", "case_record.team_id")
      .select("case_record.id")
      .where(column, "is not", null)
      .limit(1);
    if (serviceId !== null) query = query.where("team.service_id", "=", serviceId);
    return (await query.executeTakeFirst()) !== undefined;
  };
  const kinds: DrawEventKind[] = [];
  if (await known("closed_on")) kinds.push("closed");
  if (await known("reopened_on")) kinds.push("reopened");
  if (await known("plan_since")) kinds.push("long-plan");
  return kinds;
}

/** The teams whose cases may be chosen, by name. */
export async function listTeamsToChoose(db: Db, scope: Scope, serviceId: string | null) {
  return open(db, scope, serviceId)
    .select(["team.id", "team.name"])
    .groupBy(["team.id", "team.name"])
    .orderBy("team.name")
    .execute();
}

export type Reviewer = { id: string; name: string; jobTitle: string };

const leadRoles = ["qa-lead", "service-manager"];

async function listHolders(db: Db, roles: readonly string[]): Promise<Reviewer[]> {
  return db
    .selectFrom("person")
    .select(["id", "name", "job_title as jobTitle"])
    .where("active", "=", 1)
    .where("id", "in", (eb) =>
      eb.selectFrom("role_grant").select("person_id").where("role", "in", roles),
    )
    .orderBy("name_folded")
    .execute();
}

/** Those whose role lets them answer questions once they are named as reviewers. */
export const unscopedReviewersToChoose = (db: Db) => listHolders(db, reviewerRoles);

/** People of other agencies who may review, with the agency in place of a job title. */
export async function unscopedPartnersToChoose(db: Db): Promise<(Reviewer & { agency: string })[]> {
  return db
    .selectFrom("person")
    .select(["id", "name", "job_title as jobTitle", "agency"])
    .where("active", "=", 1)
    .where("agency", "<>", "")
    .where("id", "in", (eb) =>
      eb.selectFrom("role_grant").select("person_id").where("role", "=", "partner"),
    )
    .orderBy("name_folded")
    .execute();
}

/** Those who may lead a thematic audit or a dip sample; of what is graded, QA leads alone. */
export const unscopedLeadsToChoose = (db: Db, graded = false) =>
  listHolders(db, graded ? ["qa-lead"] : leadRoles);
