/**
 * Owns who has or had a part in a case, as the conflict rules need it.
 * Practice: a conflict that somebody declared once stays, for the child's whole family; what the caseload says today counts beside the holdings kept over time, and each
 * part comes with the holder's manager, because managing the worker is a conflict too.
 */
import { type SqlBool, sql } from "kysely";
import type { Holding } from "~/rules/conflicts";
import type { Db } from "./open.server";

const columns = {
  worker: "worker_id",
  supervisor: "supervisor_id",
  "reviewing-officer": "reviewing_officer_id",
} as const;

/** Every part anybody has or had in these cases, by case id; a case nobody is tied to has none. */
export async function listHoldings(db: Db, caseIds: string[]): Promise<Map<string, Holding[]>> {
  const found = new Map<string, Holding[]>(caseIds.map((id) => [id, []]));
  if (caseIds.length === 0) return found;
  const past = await db
    .selectFrom("case_holding")
    .innerJoin("person", "person.id", "case_holding.person_id")
    .select(["case_id", "person_id", "relation", "from_on", "to_on", "person.manager_id"])
    .where("case_id", "in", caseIds)
    .execute();
  for (const row of past) {
    found.get(row.case_id)?.push({
      personId: row.person_id,
      relation: row.relation,
      fromOn: row.from_on,
      toOn: row.to_on,
      managerId: row.manager_id,
    });
  }
  for (const relation of ["worker", "supervisor", "reviewing-officer"] as const) {
    const today = await db
      .selectFrom("case_record")
      .innerJoin("person", "person.id", `case_record.${columns[relation]}`)
      .select(["case_record.id", "opened_on", "person.id as person_id", "person.manager_id"])
      .where("case_record.id", "in", caseIds)
      .execute();
    for (const row of today) {
      found.get(row.id)?.push({
        personId: row.person_id,
        relation,
        fromOn: row.opened_on,
        toOn: null,
        managerId: row.manager_id,
      });
    }
  }
  for (const row of await listTeamManagers(db, caseIds)) {
    found.get(row.case_id)?.push({
      personId: row.person_id,
      relation: "team-manager",
      fromOn: row.opened_on,
      toOn: null,
      managerId: null,
    });
  }
  for (const row of await listDeclared(db, caseIds)) {
    found.get(row.case_id)?.push({
      personId: row.person_id,
      relation: "declared",
      fromOn: row.declared_at.slice(0, 10),
      toOn: null,
      managerId: null,
    });
  }
  return found;
}

/** Who manages the team that has one of these cases today: of two teams, or sitting in another. */
const listTeamManagers = (db: Db, caseIds: string[]) =>
  db
    .selectFrom("case_record")
    .innerJoin("role_grant", "role_grant.team_id", "case_record.team_id")
    .select(["case_record.id as case_id", "case_record.opened_on", "role_grant.person_id"])
    .where("case_record.id", "in", caseIds)
    .where("role_grant.role", "=", "team-manager")
    .where("role_grant.reach", "=", "team")
    .execute();

/** Who declined an audit of one of these cases, or of a brother's or sister's, for a conflict. */
async function listDeclared(db: Db, caseIds: string[]) {
  return db
    .selectFrom("audit_decline")
    .innerJoin("case_record as told", "told.id", "audit_decline.case_id")
    .innerJoin("case_record", (join) =>
      join.on((eb) =>
        eb.or([
          eb("case_record.id", "=", eb.ref("told.id")),
          eb.and([
            eb("told.family_reference", "<>", ""),
            sql<SqlBool>`ltrim(lower(case_record.family_reference), '0') = ltrim(lower(told.family_reference), '0')`,
          ]),
        ]),
      ),
    )
    .select(["case_record.id as case_id", "audit_decline.person_id"])
    .select((eb) => eb.fn.min("audit_decline.declined_at").as("declared_at"))
    .where("audit_decline.reason", "=", "conflict")
    .where("case_record.id", "in", caseIds)
    .groupBy(["case_record.id", "audit_decline.person_id"])
    .execute();
}
