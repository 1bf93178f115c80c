/**
 * Owns what a caseload file is set against: the teams, the staff and the choices that are remembered.
 * Practice: whoever left is among the staff, because the case system may name them still; a team that
 * has ended is the one that goes on with its work.
 */
import { sql } from "kysely";
import type { Cohort } from "~/rules/caseload/caseload";
import type { Known } from "~/rules/caseload/judge";
import type { Db } from "../core/open.server";
import { listSettledNumbers } from "../people/same-numbers.server";

/** The teams, the staff and the remembered choices a file is set against. */
export async function findKnown(db: Db): Promise<Known> {
  const people = await db
    .selectFrom("person")
    .innerJoin("one_person", "one_person.record_id", "person.id")
    .select(["one_person.id", "person.id as recordId", "person.name", "person.email"])
    .select(["person.staff_number as staffNumber", "one_person.active"])
    .select("one_person.manager_id as managerId")
    // The person who stays comes last, whose name then is the one that is told.
    .orderBy(sql`person.same_as_id is null`)
    .orderBy("person.id")
    .execute();
  const mappings = await db
    .selectFrom("caseload_mapping")
    .leftJoin("one_person", "one_person.record_id", "caseload_mapping.person_id")
    .select(["kind", "key", "choice", "caseload_mapping.team_id as teamId", "cohort"])
    .select("one_person.id as personId")
    .select(["same_name as sameName", "same_number as sameNumber"])
    .execute();
  return {
    teams: await listKnownTeams(db),
    people: people.map((person) => ({ ...person, active: person.active === 1 })),
    mappings: mappings.map((one) => ({ ...one, cohort: one.cohort as Cohort | null })),
    numbers: await listSettledNumbers(db, "person"),
  };
}

/** Every name of a team that a file may carry, with the team that holds its cases today. */
async function listKnownTeams(db: Db): Promise<Known["teams"]> {
  const rows = await db
    .selectFrom("team")
    .select(["id", "name", "holds_cases", "successor_id"])
    .execute();
  const byId = new Map(rows.map((team) => [team.id, team]));
  return rows.map(({ name, ...team }) => {
    let last: Omit<typeof team, "name"> = team;
    for (let n = 0; last.successor_id !== null && n < rows.length; n += 1) {
      last = byId.get(last.successor_id) ?? last;
    }
    return { id: last.id, name, holdsCases: last.holds_cases === 1 };
  });
}
