/**
 * Owns who stands in for whom, and when.
 * Practice: anyone names a deputy for an absence; both dates are included, and it can end early.
 */
import { sql } from "kysely";
import { mayStandIn } from "~/rules/access/deputies";
import type { Role } from "~/rules/access/people";
import type { Db } from "../core/open.server";

export type DeputyOf = {
  personId: string;
  personName: string;
  deputyId: string;
  deputyName: string;
  /** The absent person's, which say what is lent. */
  roles: Role[];
};

/**
 * The deputies of these people on a date (YYYY-MM-DD, London): of active people, active themselves,
 * with roles that still let them stand in. Whoever must not learn of something is left out by the caller, or by
 * `except` of a message.
 */
export async function deputiesOf(
  db: Db,
  personIds: readonly string[],
  date: string,
): Promise<DeputyOf[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom("deputy")
    .innerJoin("person as absent", "absent.id", "deputy.person_id")
    .innerJoin("person as stand_in", "stand_in.id", "deputy.deputy_id")
    .select(["deputy.person_id as personId", "absent.name as personName"])
    .select(["deputy.deputy_id as deputyId", "stand_in.name as deputyName"])
    .where("deputy.person_id", "in", [...personIds])
    .where("deputy.from_on", "<=", date)
    .where("deputy.to_on", ">=", date)
    .where("deputy.ended_at", "is", null)
    .where("absent.active", "=", 1)
    .where("stand_in.active", "=", 1)
    .orderBy("deputy.person_id")
    .orderBy("deputy.from_on")
    .orderBy("deputy.id")
    .execute();
  if (rows.length === 0) return [];
  const roles = await listRoles(db, [
    ...new Set(rows.flatMap((row) => [row.personId, row.deputyId])),
  ]);
  const rolesOf = (id: string) => roles.filter(({ personId }) => personId === id);
  return rows
    .filter((row) => mayStandIn(rolesOf(row.deputyId), rolesOf(row.personId)))
    .map((row) => ({ ...row, roles: rolesOf(row.personId).map(({ role }) => role) }));
}

const listRoles = (db: Db, personIds: string[]): Promise<{ personId: string; role: Role }[]> =>
  db
    .selectFrom("role_grant")
    .select(["person_id as personId", sql<Role>`role`.as("role")])
    .where("person_id", "in", personIds)
    .execute();
