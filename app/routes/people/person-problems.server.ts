/** Owns what only the database can say of a person's form: are the team and the manager known? */
import type { Db } from "~db/open.server";
import { findPerson } from "~db/people-list.server";
import { findTeam } from "~db/teams.server";

export async function findUnknown(
  db: Db,
  person: { id: string; teamId: string | null; managerId: string | null },
): Promise<Record<string, string>> {
  const errors: Record<string, string> = {};
  if (person.teamId && !(await findTeam(db, person.teamId))) {
    errors.teamId = "Choose a team from the list";
  }
  if (person.managerId === person.id) errors.managerId = "Choose somebody else as their manager";
  else if (person.managerId && !(await findPerson(db, person.managerId))) {
    errors.managerId = "Choose a manager from the list";
  }
  return errors;
}
