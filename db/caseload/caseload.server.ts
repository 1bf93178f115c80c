/**
 * Owns reading the caseload: the list with its filters and counts, and one case with its audits.
 * Practice: a case belongs to its team and that team's service; lists take a scope, so that a
 * team manager sees their team and a service manager their service.
 */
import type { ExpressionBuilder } from "kysely";
import type { Access } from "~/rules/access/access";
import type { Scope } from "~/rules/access/permission";
import { type Cohort, cohorts } from "~/rules/caseload/caseload";
import { containsReference } from "../core/columns";
import { nameIn, recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import type { Schema } from "../core/schema";
import { countAll, inScope } from "../core/scope.server";

export type CaseFilters = {
  /** Part of a reference. */
  reference: string;
  teamId: string;
  cohort: Cohort | "";
  workerId: string;
  state: "open" | "closed" | "all";
};

const placed = (eb: ExpressionBuilder<Schema, "case_record" | "team">, scope: Scope) =>
  inScope(eb, scope, {
    team: eb.ref("case_record.team_id"),
    service: eb.ref("team.service_id"),
    ties: { worker: eb.ref("case_record.worker_id") },
  });

const scoped = (db: Db, scope: Scope) =>
  db
    .selectFrom("case_record")
    .leftJoin("team", "team.id", "case_record.team_id")
    .where((eb) => placed(eb as never, scope));

function filtered(db: Db, scope: Scope, filters: CaseFilters) {
  let query = scoped(db, scope);
  if (filters.state === "open") query = query.where("closed_on", "is", null);
  if (filters.state === "closed") query = query.where("closed_on", "is not", null);
  if (filters.teamId) query = query.where("case_record.team_id", "=", filters.teamId);
  if (filters.workerId) query = query.where("worker_id", "in", recordsOf(filters.workerId));
  if (filters.reference.trim()) query = query.where(containsReference(filters.reference));
  return query;
}

export type CaseInList = {
  id: string;
  reference: string;
  cohort: Cohort;
  team: string | null;
  worker: string | null;
  age: number | null;
  unborn: boolean;
  openedOn: string;
  closedOn: string | null;
  lastAuditedOn: string | null;
};

/** A page of cases by reference, and how many the filters leave. */
export async function listCases(
  db: Db,
  scope: Scope,
  filters: CaseFilters,
  page: number,
  size: number,
): Promise<{ count: number; cases: CaseInList[] }> {
  const query = filters.cohort
    ? filtered(db, scope, filters).where("cohort", "=", filters.cohort)
    : filtered(db, scope, filters);
  const { count } = await query.select(countAll.as("count")).executeTakeFirstOrThrow();
  const rows = await query
    .leftJoin("one_person as worker", "worker.record_id", "case_record.worker_id")
    .select(["case_record.id", "reference", "cohort", "team.name as team", "worker.name as worker"])
    .select(["age", "unborn", "opened_on as openedOn", "closed_on as closedOn"])
    .select("last_audited_on as lastAuditedOn")
    .orderBy("reference_folded")
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  const cases = rows.map((row) => ({
    ...row,
    cohort: row.cohort as Cohort,
    unborn: row.unborn === 1,
  }));
  return { count, cases };
}

/** How many cases of each cohort the other filters leave, highest cohort first. */
export async function countCases(db: Db, scope: Scope, filters: CaseFilters) {
  const rows = await filtered(db, scope, filters)
    .select(["cohort", countAll.as("count")])
    .groupBy("cohort")
    .execute();
  return cohorts.map((cohort) => ({
    cohort,
    count: rows.find((row) => row.cohort === cohort)?.count ?? 0,
  }));
}

/** The workers of open cases in scope, by name: what the list can be filtered by. */
export async function listWorkers(db: Db, scope: Scope) {
  return scoped(db, scope)
    .innerJoin("one_person as person", "person.record_id", "case_record.worker_id")
    .select(["person.id", "person.name"])
    .where("closed_on", "is", null)
    .groupBy(["person.id", "person.name", "person.name_folded"])
    .orderBy("person.name_folded")
    .execute();
}

/** The teams of cases in scope, in their usual order. */
export async function listTeamsWithCases(db: Db, scope: Scope) {
  return db
    .selectFrom("team")
    .innerJoin("service", "service.id", "team.service_id")
    .select(["team.id", "team.name"])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("case_record")
          .select("case_record.id")
          .whereRef("case_record.team_id", "=", "team.id")
          .where((inner) => placed(inner, scope)),
      ),
    )
    .orderBy("service.position")
    .orderBy("team.position")
    .orderBy("team.name")
    .execute();
}

export type CaseRecord = {
  id: string;
  reference: string;
  familyReference: string | null;
  cohort: Cohort;
  team: string | null;
  service: string | null;
  worker: string | null;
  supervisor: string | null;
  reviewingOfficer: string | null;
  age: number | null;
  unborn: boolean;
  sensitive: boolean;
  openedOn: string;
  closedOn: string | null;
  lastAuditedOn: string | null;
  access: Access;
};

/** One case with its access; null when there is none. */
export async function findCase(db: Db, id: string): Promise<CaseRecord | null> {
  const row = await db
    .selectFrom("case_record")
    .leftJoin("team", "team.id", "case_record.team_id")
    .leftJoin("service", "service.id", "team.service_id")
    .leftJoin("one_person as worker", "worker.record_id", "worker_id")
    .leftJoin("one_person as supervisor", "supervisor.record_id", "supervisor_id")
    .leftJoin("one_person as officer", "officer.record_id", "reviewing_officer_id")
    .selectAll("case_record")
    .select(["team.name as team", "team.service_id", "service.name as service"])
    .select([nameIn("worker").as("worker"), nameIn("supervisor").as("supervisor")])
    .select(nameIn("officer").as("officer"))
    .select("worker.id as worker_is")
    .where("case_record.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    reference: row.reference,
    familyReference: row.family_reference,
    cohort: row.cohort as Cohort,
    team: row.team,
    service: row.service,
    worker: row.worker,
    supervisor: row.supervisor,
    reviewingOfficer: row.officer,
    age: row.age,
    unborn: row.unborn === 1,
    sensitive: row.sensitive === 1,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    lastAuditedOn: row.last_audited_on,
    access: {
      teamId: row.team_id,
      serviceId: row.service_id,
      people: { worker: [row.worker_is] },
      record: { kind: "case", id: row.id },
    },
  };
}
