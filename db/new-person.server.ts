/**
 * Owns adding a person with their roles.
 */
import { manages } from "~/rules/line-of-management";
import type { Grant } from "~/rules/people";
import { appendEvent, type Stamp } from "./events.server";
import { newId } from "./ids.server";
import { noticeConflicts } from "./independence.server";
import type { Tx } from "./open.server";
import { type NewPerson, personValues } from "./people.server";

/** Adds a person with their roles; e-mail and staff number must be free. */
export async function addPerson(tx: Tx, stamp: Stamp, person: NewPerson): Promise<void> {
  await tx
    .insertInto("person")
    .values({ id: person.id, active: 1, ...personValues(person) })
    .execute();
  await saveGrants(tx, person.id, person.grants);
  await appendEvent(tx, stamp, {
    stream: `person:${person.id}`,
    kind: "person.added",
    after: person,
  });
  // Somebody's manager may come into a line with them.
  if (person.grants.some(({ role }) => manages(role))) {
    await noticeConflicts(tx, stamp, "people-changed");
  }
}

/** Replaces the roles of a person. */
async function saveGrants(tx: Tx, personId: string, grants: Grant[]): Promise<void> {
  await tx.deleteFrom("role_grant").where("person_id", "=", personId).execute();
  if (grants.length === 0) return;
  await tx
    .insertInto("role_grant")
    .values(
      grants.map((grant) => ({
        id: newId(),
        person_id: personId,
        role: grant.role,
        reach: grant.reach,
        service_id: grant.reach === "service" ? grant.serviceId : null,
        team_id: grant.reach === "team" ? grant.teamId : null,
      })),
    )
    .execute();
}
