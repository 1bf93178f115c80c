/**
 * Owns what the administrator does with people: change, give and take roles, lock, end and begin.
 * Practice: nobody is deleted, because history names them; the last administrator stays one.
 */
import { paths } from "~/paths";
import type { Grant } from "~/rules/access/people";
import { manages } from "~/rules/independence/line-of-management";
import { lockedByHand } from "~/rules/people/sign-in";
import {
  asGrant,
  emailValues,
  holdPeople,
  type NewPerson,
  numberValues,
  personValues,
} from "../../access/people.server";
import { flag } from "../../core/columns";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { noticeConflicts } from "../../independence/independence.server";
import { addMessage } from "../../messages/outbox.server";
import { removeSessions } from "../../people/accounts.server";
import { endLinks } from "../../people/password-links.server";
import type { Person } from "../../people/people-list.server";

export type PersonFacts = Omit<NewPerson, "id" | "grants">;

/** Changes the facts of a person; Conflict when someone else did since. */
export async function savePerson(
  tx: Tx,
  stamp: Stamp,
  before: Person,
  version: number,
  facts: PersonFacts,
): Promise<void> {
  const result = await tx
    .updateTable("person")
    .set({ ...personValues(facts), version: version + 1 })
    .where("id", "=", before.id)
    .where("version", "=", version)
    .executeTakeFirst();
  mustChange(`person:${before.id}`, result);
  const keys = (Object.keys(facts) as (keyof PersonFacts)[]).filter((k) => before[k] !== facts[k]);
  if (keys.length === 0) return;
  const only = (from: PersonFacts) => Object.fromEntries(keys.map((key) => [key, from[key]]));
  await appendEvent(tx, stamp, {
    stream: `person:${before.id}`,
    kind: "person.changed",
    before: only(before),
    after: only(facts),
  });
  if (keys.includes("teamId") || keys.includes("managerId")) {
    await noticeConflicts(tx, stamp, "people-changed");
  }
}

/** Changes the address a person signs in with, or the number that cases know them by, and tells them. */
export async function saveIdentity(
  tx: Tx,
  stamp: Stamp,
  personId: string,
  after: { email: string } | { staffNumber: string | null },
): Promise<void> {
  const { email, staffNumber } = await tx
    .selectFrom("person")
    .select(["email", "staff_number as staffNumber"])
    .where("id", "=", personId)
    .executeTakeFirstOrThrow();
  const before = "email" in after ? { email } : { staffNumber };
  await tx
    .updateTable("person")
    .set("email" in after ? emailValues(after.email) : numberValues(after.staffNumber))
    .set((eb) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", personId)
    .execute();
  await appendEvent(tx, stamp, {
    stream: `person:${personId}`,
    kind: "person.changed",
    before,
    after,
  });
  await tell(tx, stamp, personId, newId());
}

/** Who proposed what someone else confirmed; or that the first administrator gave it alone. */
type Origin = { proposedBy: string } | { alone: true };

/** Tells a person that their access changed: once a change, whose id is the key. */
const tell = (tx: Tx, stamp: Stamp, personId: string, changeId: string): Promise<void> =>
  addMessage(tx, stamp, {
    to: personId,
    kind: "access-changed",
    key: changeId,
    link: paths.account(),
  });

/**
 * Gives a role once more or in another place; false when the person has just this one. Whether it
 * may be given, or waits for a second person, the caller has asked the rule.
 */
export async function addGrant(
  tx: Tx,
  stamp: Stamp,
  personId: string,
  grant: Grant,
  origin?: Origin,
): Promise<boolean> {
  await holdPeople(tx, [personId]);
  const serviceId = grant.reach === "service" ? grant.serviceId : null;
  const teamId = grant.reach === "team" ? grant.teamId : null;
  const held = await tx
    .selectFrom("role_grant")
    .selectAll()
    .where("person_id", "=", personId)
    .where("role", "=", grant.role)
    .execute();
  const same = held.some(
    (one) => one.reach === grant.reach && one.service_id === serviceId && one.team_id === teamId,
  );
  if (same) return false;
  const id = newId();
  await tx
    .insertInto("role_grant")
    .values({
      id,
      person_id: personId,
      role: grant.role,
      reach: grant.reach,
      service_id: serviceId,
      team_id: teamId,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `person:${personId}`,
    kind: "person.role-given",
    after: { ...grant, ...origin },
  });
  await tell(tx, stamp, personId, id);
  if (manages(grant.role)) await noticeConflicts(tx, stamp, "people-changed");
  return true;
}

/** Takes a role away; "last" when it is the last administrator's. */
export async function removeGrant(
  tx: Tx,
  stamp: Stamp,
  personId: string,
  grantId: string,
): Promise<"removed" | "gone" | "last"> {
  await holdPeople(tx, [personId]);
  const grant = await tx
    .selectFrom("role_grant")
    .selectAll()
    .where("id", "=", grantId)
    .where("person_id", "=", personId)
    .executeTakeFirst();
  if (!grant) return "gone";
  if (grant.role === "administrator" && !(await hasOtherAdministrator(tx, personId, grantId))) {
    return "last";
  }
  await tx.deleteFrom("role_grant").where("id", "=", grantId).execute();
  await appendEvent(tx, stamp, {
    stream: `person:${personId}`,
    kind: "person.role-taken",
    before: asGrant(grant),
  });
  await tell(tx, stamp, personId, grantId);
  if (manages(grant.role)) await noticeConflicts(tx, stamp, "people-changed");
  return "removed";
}

/** Is there an administrator who can sign in, apart from this person's (or only this grant's)? */
export async function hasOtherAdministrator(tx: Tx, personId: string, grantId?: string) {
  const administrators = tx
    .selectFrom("role_grant")
    .innerJoin("person", "person.id", "role_grant.person_id")
    .innerJoin("auth_account", "auth_account.person_id", "person.id")
    .where("role", "=", "administrator")
    .where("active", "=", 1)
    // Invited only: nobody could sign in yet.
    .where("password_hash", "<>", "");
  // Two administrators who remove each other at once wait here for one another.
  await tx
    .updateTable("auth_account")
    .set((eb) => ({ must_change: eb.ref("must_change") }))
    .where("person_id", "in", administrators.select("role_grant.person_id"))
    .execute();
  const rows = await administrators.select(["role_grant.id", "role_grant.person_id"]).execute();
  return rows.some((row) => row.person_id !== personId || (grantId && row.id !== grantId));
}

/** Ends or begins a person's time here; ending signs them out. "last" for the last administrator. */
export async function saveActive(
  tx: Tx,
  stamp: Stamp,
  person: Person,
  active: boolean,
): Promise<"saved" | "last"> {
  await holdPeople(tx, [person.id]);
  const isAdministrator = person.grants.some((grant) => grant.role === "administrator");
  if (!active && isAdministrator && !(await hasOtherAdministrator(tx, person.id))) return "last";
  const result = await tx
    .updateTable("person")
    .set((eb) => ({ active: flag(active), version: eb("version", "+", 1) }))
    .where("id", "=", person.id)
    .executeTakeFirst();
  mustChange(`person:${person.id}`, result);
  if (!active) {
    await removeSessions(tx, person.id);
    await endLinks(tx, [person.id], stamp.systemAt);
  }
  await appendEvent(tx, stamp, {
    stream: `person:${person.id}`,
    kind: active ? "person.activated" : "person.deactivated",
  });
  if (active) await tell(tx, stamp, person.id, newId());
  return "saved";
}

/** Locks an account until someone unlocks it, or unlocks it. Locking signs the person out. */
export async function saveLock(tx: Tx, stamp: Stamp, personId: string, locked: boolean) {
  await tx
    .updateTable("auth_account")
    .set({ locked_until: locked ? lockedByHand : null })
    .where("person_id", "=", personId)
    .execute();
  if (locked) {
    await removeSessions(tx, personId);
    await endLinks(tx, [personId], stamp.systemAt);
  }
  await appendEvent(tx, stamp, {
    stream: `person:${personId}`,
    kind: locked ? "account.locked-by-hand" : "account.unlocked",
  });
  if (!locked) await tell(tx, stamp, personId, newId());
}
