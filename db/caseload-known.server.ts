/**
 * Owns what a caseload file is set against: the teams, the staff and the choices that are remembered.
 * Practice: whoever left is among the staff, because the case system may name them still.
 */
import type { Cohort } from "~/rules/caseload";
import type { Known } from "~/rules/caseload-judge";
import type { Db } from "./open.server";

/** The teams, the staff and the remembered choices a file is set against. */
export async function findKnown(db: Db): Promise<Known> {
  const teams = await db.selectFrom("team").select(["id", "name", "holds_cases"]).execute();
  const people = await db
    .selectFrom("person")
    .select(["id", "name", "email", "staff_number as staffNumber", "active"])
    .select("manager_id as managerId")
    .execute();
  const mappings = await db
    .selectFrom("caseload_mapping")
    .select(["kind", "key", "choice", "team_id as teamId", "person_id as personId", "cohort"])
    .select(["same_name as sameName", "same_number as sameNumber"])
    .execute();
  return {
    teams: teams.map(({ holds_cases, ...team }) => ({ ...team, holdsCases: holds_cases === 1 })),
    people: people.map((person) => ({ ...person, active: person.active === 1 })),
    mappings: mappings.map((one) => ({ ...one, cohort: one.cohort as Cohort | null })),
  };
}
