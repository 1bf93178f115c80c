/**
 * Owns how the policy table is read: may this person do this to this record, and which records
 * may a list show them.
 * Practice: default deny; a person without the right meets a plain refusal, a record outside
 * their scope does not exist for them; no role bypasses the table.
 */
import { orList } from "../core/words";
import { type Access, isTied, type PolicyRow, type Reach, type Relation } from "./access";
import {
  type Absence,
  type Actor,
  type Grant,
  holds,
  type Role,
  roleInSentence,
  roles,
} from "./people";
import { type Capability, policy } from "./policy";

export type Verdict =
  | {
      allowed: true;
      /** The absent person whose right it is, when it is not the actor's own. */
      onBehalfOf?: string;
    }
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

/** The person as they act in their own right alone. */
export const inOwnRight = ({ standsInFor: _absences, ...actor }: Actor): Actor => actor;

/**
 * The person as they act for an absent one: with that person's ties, and of their grants those
 * that lend the capability. Deputies of deputies get nothing.
 */
export function actingFor(actor: Actor, absence: Absence, capability: Capability): Actor {
  const row: PolicyRow = policy[capability];
  const grants = absence.grants.filter(({ role }) => row.lent?.includes(role));
  return { ...inOwnRight(actor), id: absence.personId, grants };
}

const isForAll = (capability: Capability): boolean => {
  const row: PolicyRow = policy[capability];
  return row.signedIn === true;
};

/** Does the person hold any role with this capability, whatever the record? */
export const mayEver = (actor: Actor, capability: Capability): boolean =>
  isForAll(capability) ||
  rolesWith(capability).some((role) => holds(actor, role)) ||
  (actor.standsInFor ?? []).some((absence) =>
    mayEver(actingFor(actor, absence, capability), capability),
  );

/** What the grants of one person give them; `bound` are all whose ties bar it. */
function decideOne(
  capability: Capability,
  actor: Actor,
  access: Access,
  bound: readonly Actor[],
): Verdict {
  const row: PolicyRow = policy[capability];
  const within =
    row.signedIn ||
    roles.some(
      (role) =>
        holds(actor, role) && reachesOf(row, role).some((r) => reaches(actor, role, r, access)),
    );
  if (!within) return { allowed: false, status: 404 };
  const barred = row.unless?.find((condition) => bound.some((one) => condition.when(one, access)));
  if (barred) return { allowed: false, status: 403, because: barred.because };
  return { allowed: true };
}

/** For someone who has signed in before any role was given, or after the last was removed. */
const withoutRole =
  "You have no role yet, so there is nothing here for you to see but your account and the help. An administrator gives roles; one that opens cases holds once a second person has confirmed it.";

/**
 * May this person do this to this record? A record outside their scope answers 404. In their own
 * right first; else for someone absent, where the ties of both bind: the deputy sees nothing that
 * either of them may not.
 */
export function decideAccess(capability: Capability, actor: Actor, access: Access): Verdict {
  if (!mayEver(actor, capability)) {
    if (actor.grants.length === 0) return { allowed: false, status: 403, because: withoutRole };
    const names = rolesWith(capability).map(roleInSentence);
    const who = orList(names);
    return {
      allowed: false,
      status: 403,
      because: `This page is for people with the role ${who}.`,
    };
  }
  const own = decideOne(capability, actor, access, [actor]);
  if (own.allowed) return own;
  let refused = own;
  for (const absence of actor.standsInFor ?? []) {
    const absent = actingFor(actor, absence, capability);
    const lent = decideOne(capability, absent, access, [actor, absent]);
    if (lent.allowed) return { allowed: true, onBehalfOf: absence.personId };
    if (refused.status === 404) refused = lent;
  }
  return refused;
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
  /** The absent people for whom the person stands in, and by which ties of theirs. */
  absent: { personId: string; relations: Relation[] }[];
};

type Gathered = Pick<Scope, "everything" | "serviceIds" | "teamIds" | "relations">;

/** What grants reach under a capability. */
function gather(grants: readonly Grant[], row: PolicyRow): Gathered {
  const serviceIds = new Set<string>();
  const teamIds = new Set<string>();
  const relations = new Set<Relation>();
  let everything = false;
  for (const grant of grants) {
    for (const reach of reachesOf(row, grant.role)) {
      if (reach === "any") everything = true;
      else if (reach !== "reach") relations.add(reach);
      else if (grant.reach === "all") everything = true;
      else if (grant.reach === "service") serviceIds.add(grant.serviceId);
      else teamIds.add(grant.teamId);
    }
  }
  return {
    everything,
    serviceIds: [...serviceIds],
    teamIds: [...teamIds],
    relations: [...relations],
  };
}

/**
 * The scope of a capability for a person, what is lent to them included: empty when they hold no
 * role with it. Where someone may be left out record by record (concerns), make a list for
 * `inOwnRight` and one for each `actingFor` instead.
 */
export function scopeOf(actor: Actor, capability: Capability): Scope {
  const row: PolicyRow = policy[capability];
  const own = gather(actor.grants, row);
  const lent = (actor.standsInFor ?? []).map((absence) => ({
    personId: absence.personId,
    ...gather(actingFor(actor, absence, capability).grants, row),
  }));
  return {
    personId: actor.id,
    everything: own.everything || lent.some(({ everything }) => everything),
    serviceIds: [...new Set([own, ...lent].flatMap(({ serviceIds }) => serviceIds))],
    teamIds: [...new Set([own, ...lent].flatMap(({ teamIds }) => teamIds))],
    relations: own.relations,
    absent: lent
      .filter(
        ({ everything, serviceIds, teamIds, relations }) =>
          everything || serviceIds.length + teamIds.length + relations.length > 0,
      )
      .map(({ personId, relations }) => ({ personId, relations })),
  } as unknown as Scope;
}

/** Everyone whose own ties to a record bar it from lists of this scope. */
export const boundBy = (scope: Scope): string[] => [
  scope.personId,
  ...scope.absent.map(({ personId }) => personId),
];
