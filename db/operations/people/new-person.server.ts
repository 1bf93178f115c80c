/**
 * Owns adding a person with their roles.
 */

import type { Grant } from "~/rules/access/people";
import { manages } from "~/rules/independence/line-of-management";
import { type NewPerson, personValues } from "../../access/people.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Tx } from "../../core/open.server";
import { noticeConflicts } from "../../independence/independence.server";

/** Adds a person with their roles; email and staff number must be free. */
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
  // Someone's manager may come into a line with them.
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
