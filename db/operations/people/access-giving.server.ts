/**
 * Owns giving access: at once where the rule lets one person do it, else as a proposal that waits.
 * Practice: decided with the person held, by what they hold at that moment.
 */

import type { Grant } from "~/rules/access/people";
import { grantWaits, isCovered, opensSomething } from "~/rules/people/access-changes";
import { asGrant, holdPeople } from "../../access/people.server";
import type { Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { isWaiting, type Proposal, proposeAccess } from "../../people/access-changes.server";
import type { Person } from "../../people/people-list.server";
import { addGrant, saveActive } from "./people-admin.server";

type ByPerson = Stamp & { actorId: string };

export type GivingFacts = {
  /** The service of each team. */
  serviceOf: ReadonlyMap<string, string>;
  /** Whoever set this up, while nothing was ever released: nobody else is there yet to ask. */
  alone: boolean;
};

export async function findGivingFacts(db: Db, actorId: string): Promise<GivingFacts> {
  const teams = await db.selectFrom("team").select(["id", "service_id"]).execute();
  return {
    serviceOf: new Map(teams.map((team) => [team.id, team.service_id])),
    alone: await isBeginning(db, actorId),
  };
}

/** Whether this is the first administrator, who added themselves, before any exercise went out. */
async function isBeginning(db: Db, actorId: string): Promise<boolean> {
  const released = await db
    .selectFrom("exercise")
    .select("id")
    .where("released_at", "is not", null)
    .orderBy("released_at")
    .limit(1)
    .executeTakeFirst();
  if (released) return false;
  const own = await db
    .selectFrom("event")
    .select("id")
    .where("stream", "=", `person:${actorId}`)
    .where("kind", "=", "person.added")
    .where("actor_id", "=", actorId)
    .executeTakeFirst();
  return own !== undefined;
}

const isSame = (a: Grant, b: Grant): boolean =>
  isCovered([a], b, new Map()) && isCovered([b], a, new Map());

export type Given = "given" | "waits" | "held" | "asked";

/** Gives a role, or proposes it. "asked" when it waits already, "held" when they have it. */
export async function giveRole(
  tx: Tx,
  stamp: ByPerson,
  personId: string,
  grant: Grant,
): Promise<Given> {
  const facts = await findGivingFacts(tx, stamp.actorId);
  const one = await giveOrKeep(tx, stamp, personId, grant, facts);
  if (typeof one === "string") return one;
  await proposeAccess(tx, stamp, [one]);
  return "waits";
}

/** Gives several roles to one person; how many of them wait for a second person, as one bundle. */
export async function giveRoles(
  tx: Tx,
  stamp: ByPerson,
  personId: string,
  grants: readonly Grant[],
): Promise<number> {
  const facts = await findGivingFacts(tx, stamp.actorId);
  const proposals: Proposal[] = [];
  const each = grants.filter((one, at) => grants.findIndex((other) => isSame(one, other)) === at);
  for (const grant of each) {
    const one = await giveOrKeep(tx, stamp, personId, grant, facts);
    if (typeof one !== "string") proposals.push(one);
  }
  if (proposals.length > 0) await proposeAccess(tx, stamp, proposals);
  return proposals.length;
}

/** Gives a role at once if it may be; else answers what is to be proposed. */
export async function giveOrKeep(
  tx: Tx,
  stamp: ByPerson,
  personId: string,
  grant: Grant,
  facts: GivingFacts,
): Promise<"given" | "held" | "asked" | Proposal> {
  await holdPeople(tx, [personId]);
  const rows = await tx
    .selectFrom("role_grant")
    .select(["role", "reach", "service_id", "team_id"])
    .where("person_id", "=", personId)
    .execute();
  const held = rows.map(asGrant);
  if (held.some((other) => isSame(other, grant))) return "held";
  const proposal: Proposal = { personId, what: { kind: "grant", grant } };
  if (grantWaits(held, grant, facts)) {
    return (await isWaiting(tx, proposal)) ? "asked" : proposal;
  }
  const alone = facts.alone && opensSomething(grant.role);
  await addGrant(tx, stamp, personId, grant, alone ? { alone } : undefined);
  return "given";
}

/** Makes a person active again, or proposes it where their roles open something. */
export async function giveActivity(
  tx: Tx,
  stamp: ByPerson,
  person: Person,
): Promise<"given" | "waits" | "asked"> {
  await holdPeople(tx, [person.id]);
  if (!person.grants.some(({ role }) => opensSomething(role))) {
    await saveActive(tx, stamp, person, true);
    return "given";
  }
  return propose(tx, stamp, { personId: person.id, what: { kind: "activation" } });
}

/** Proposes changes that are confirmed together; "asked" when all of them wait already. */
export async function propose(
  tx: Tx,
  stamp: ByPerson,
  ...proposals: Proposal[]
): Promise<"waits" | "asked"> {
  await holdPeople(
    tx,
    proposals.map(({ personId }) => personId),
  );
  const wanted: Proposal[] = [];
  for (const one of proposals) if (!(await isWaiting(tx, one))) wanted.push(one);
  if (wanted.length === 0) return "asked";
  await proposeAccess(tx, stamp, wanted);
  return "waits";
}

/**
 * Whether someone has used their account: from then on another address, or a link to choose a
 * password, would let someone else in as them.
 */
export async function hasUsedAccount(db: Db, personId: string): Promise<boolean> {
  const account = await db
    .selectFrom("auth_account")
    .select(["password_hash", "signed_in_at"])
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return !!account && (account.password_hash !== "" || account.signed_in_at !== null);
}
