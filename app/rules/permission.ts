/**
 * Owns how the policy table is read: may this person do this to this record, and which records
 * may a list show them.
 * Practice: default deny; a person without the right meets a plain refusal, a record outside
 * their scope does not exist for them; no role bypasses the table.
 */
import { type Access, isTied, type PolicyRow, type Reach, type Relation } from "./access";
import { type Actor, type Grant, holds, type Role, roleInSentence, roles } from "./people";
import { type Capability, policy } from "./policy";

export type Verdict =
  | { allowed: true }
  | { allowed: false; status: 403; because: string }
  | { allowed: false; status: 404 };

function covers(grant: Grant, access: Access): boolean {
  if (grant.reach === "all") return true;
  if (grant.reach === "service") return access.serviceId === grant.serviceId;
  return access.teamId === grant.teamId;
}

function reaches(actor: Actor, role: Role, reach: Reach, access: Access): boolean {
  if (reach === "any") return true;
  if (reach === "reach") return actor.grants.some((g) => g.role === role && covers(g, access));
  return isTied(actor, access, reach);
}

const reachesOf = (row: PolicyRow, role: Role): readonly Reach[] => {
  const reach = row.roles[role];
  return reach === undefined ? [] : typeof reach === "string" ? [reach] : reach;
};

export const rolesWith = (capability: Capability): Role[] =>
  roles.filter((role) => reachesOf(policy[capability], role).length > 0);

/** Does the person hold any role with this capability, whatever the record? */
export const mayEver = (actor: Actor, capability: Capability): boolean =>
  rolesWith(capability).some((role) => holds(actor, role));

/** May this person do this to this record? A record outside their scope answers 404. */
export function decideAccess(capability: Capability, actor: Actor, access: Access): Verdict {
  const row: PolicyRow = policy[capability];
  if (!mayEver(actor, capability)) {
    const names = rolesWith(capability).map(roleInSentence);
    const who = names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1)}` : names[0];
    return {
      allowed: false,
      status: 403,
      because: `This page is for people with the role ${who}.`,
    };
  }
  const within = roles.some(
    (role) =>
      holds(actor, role) && reachesOf(row, role).some((r) => reaches(actor, role, r, access)),
  );
  if (!within) return { allowed: false, status: 404 };
  const barred = row.unless?.find((condition) => condition.when(actor, access));
  if (barred) return { allowed: false, status: 403, because: barred.because };
  return { allowed: true };
}

export const may = (capability: Capability, actor: Actor, access: Access): boolean =>
  decideAccess(capability, actor, access).allowed;

declare const scoped: unique symbol;

/** Which records a list may show: made only by `scopeOf`, so an unscoped read does not compile. */
export type Scope = {
  readonly [scoped]: true;
  personId: string;
  everything: boolean;
  serviceIds: string[];
  teamIds: string[];
  /** Records tied to the person in one of these ways are in scope too. */
  relations: Relation[];
};

/** The scope of a capability for a person: empty when they hold no role with it. */
export function scopeOf(actor: Actor, capability: Capability): Scope {
  const row: PolicyRow = policy[capability];
  const serviceIds = new Set<string>();
  const teamIds = new Set<string>();
  const relations = new Set<Relation>();
  let everything = false;
  for (const grant of actor.grants) {
    for (const reach of reachesOf(row, grant.role)) {
      if (reach === "any") everything = true;
      else if (reach !== "reach") relations.add(reach);
      else if (grant.reach === "all") everything = true;
      else if (grant.reach === "service") serviceIds.add(grant.serviceId);
      else teamIds.add(grant.teamId);
    }
  }
  return {
    personId: actor.id,
    everything,
    serviceIds: [...serviceIds],
    teamIds: [...teamIds],
    relations: [...relations],
  } as unknown as Scope;
}
