/**
 * Owns the ten roles and how far a grant of one reaches.
 * Practice: one person may hold several roles, each with a scope (a team, a service, all).
 */

export const roles = [
  "practitioner",
  "auditor",
  "moderator",
  "team-manager",
  "service-manager",
  "qa-lead",
  "leader",
  "partner",
  "scrutiny",
  "administrator",
] as const;
export type Role = (typeof roles)[number];

export const roleNames: Record<Role, string> = {
  practitioner: "Practitioner",
  auditor: "Auditor",
  moderator: "Moderator",
  "team-manager": "Team manager",
  "service-manager": "Service manager",
  "qa-lead": "QA lead",
  leader: "Leader",
  partner: "Partner",
  scrutiny: "Scrutiny reader",
  administrator: "Administrator",
};

/** As it stands inside a sentence: "team manager", but "QA lead". */
export const roleInSentence = (role: Role): string =>
  roleNames[role].replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());

export const isRole = (text: string): text is Role => roles.some((role) => role === text);

/** How someone is named who was chosen before and would not be offered today. */
export const keptName = (name: string, active: boolean): string =>
  `${name} (${active ? "no longer has this role" : "no longer active"})`;

/** One role held, and where: everything, one service, or one team. */
export type Grant =
  | { role: Role; reach: "all" }
  | { role: Role; reach: "service"; serviceId: string }
  | { role: Role; reach: "team"; teamId: string };

/** The service or team that a grant is for; null where it reaches everything. */
export const placeOf = (grant: Grant): string | null =>
  grant.reach === "all" ? null : grant.reach === "service" ? grant.serviceId : grant.teamId;

/** A grant with its reach, as history and messages say it: "QA lead for everything". */
export function grantInWords(grant: Grant, places: ReadonlyMap<string, string>): string {
  const role = roleNames[grant.role];
  const id = placeOf(grant);
  if (id === null) return `${role} for everything`;
  return `${role} for the ${grant.reach} ${places.get(id) ?? "that is no longer here"}`;
}

/** An absent person for whom someone stands in, with the roles that person holds. */
export type Absence = {
  personId: string;
  name: string;
  /** The last day, YYYY-MM-DD. */
  until: string;
  grants: Grant[];
};

/** The person who acts, as the policy sees them. */
export type Actor = {
  id: string;
  name: string;
  email: string;
  teamId: string | null;
  grants: Grant[];
  /** Those whose deputy they are today; what that lends is said in the policy table. */
  standsInFor?: Absence[];
  /** True while they have a start password that an administrator gave them. */
  mustChange?: boolean;
};

export const holds = (actor: Actor, role: Role): boolean =>
  actor.grants.some((grant) => grant.role === role);
