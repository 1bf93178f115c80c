/** Owns what only the database can say of a person's form: are team, manager and reach known? */
import { type Grant, placeOf } from "~/rules/access/people";
import type { Db } from "~db/core/open.server";
import { findTeam } from "~db/operations/people/teams.server";
import { listPlaceNames } from "~db/people/access-changes.server";
import { findPerson } from "~db/people/people-list.server";

export async function findUnknown(
  db: Db,
  person: { id: string; teamId: string | null; managerId: string | null },
): Promise<Record<string, string>> {
  const errors: Record<string, string> = {};
  if (person.teamId && !(await findTeam(db, person.teamId))) {
    errors.teamId = "Choose a team from the list";
  }
  if (person.managerId === person.id) errors.managerId = "Choose someone else as their manager";
  else if (person.managerId && !(await findPerson(db, person.managerId))) {
    errors.managerId = "Choose a manager from the list";
  }
  return errors;
}

/** Whether each role's service or team is there, beside its field. */
export async function findUnknownReach(
  db: Db,
  grants: readonly Grant[],
): Promise<Record<string, string>> {
  const places = await listPlaceNames(db);
  return Object.fromEntries(
    grants.flatMap((grant, index) => {
      const id = placeOf(grant);
      return id === null || places.has(id)
        ? []
        : [[`reach${index + 1}`, "Choose how far the role reaches"]];
    }),
  );
}
