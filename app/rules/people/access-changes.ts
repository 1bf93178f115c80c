/**
 * Owns who gives access to whom: what waits for a second person, who that may be, and what ends it.
 * Practice: nobody gives themselves anything; what opens a child's record, or power over other
 * people's access, takes two people who have nothing to gain. Removing never waits.
 */
import * as z from "zod";
import type { PolicyRow, Reach, Relation } from "../access/access";
import { type Actor, type Grant, grantInWords, type Role, roles } from "../access/people";
import { mayEver, rolesWith } from "../access/permission";
import { policy } from "../access/policy";
import { daysBetween, formatDate } from "../core/dates";
import type { StateMachine } from "../core/state-machine";

const id = z.string().min(1).max(60);
const role = z.enum(roles);
const grant = z.discriminatedUnion("reach", [
  z.object({ role, reach: z.literal("all") }),
  z.object({ role, reach: z.literal("service"), serviceId: id }),
  z.object({ role, reach: z.literal("team"), teamId: id }),
]);
const day = z.iso.date();
/** Whose reach it widened when it was proposed: none of them confirms it. */
const gainers = z.array(z.object({ id, name: z.string() })).min(1);

/** What is to change, as it is stored: never trusted to be of today's shape. */
export const accessWhat = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("grant"), grant }),
  z.object({ kind: z.literal("deputy"), deputyId: id, fromOn: day, toOn: day }),
  z.object({ kind: z.literal("email"), email: z.string() }),
  z.object({ kind: z.literal("staff-number"), staffNumber: z.string().nullable() }),
  z.object({ kind: z.literal("activation") }),
  z.object({ kind: z.literal("password-link") }),
  z.object({ kind: z.literal("same-person"), staysId: id, why: z.string() }),
  z.object({ kind: z.literal("same-person-lifted"), staysId: id, why: z.string() }),
  z.object({
    kind: z.literal("team-move"),
    teamId: id,
    fromServiceId: id,
    toServiceId: id,
    gainers,
  }),
  z.object({ kind: z.literal("team-end"), teamId: id, successorId: id, gainers }),
]);
export type AccessWhat = z.infer<typeof accessWhat>;

export const accessStates = ["waiting", "confirmed", "refused", "withdrawn", "lapsed"] as const;
export type AccessState = (typeof accessStates)[number];

/** How a change that waits is settled. */
export type AccessMove = "confirm" | "refuse" | "withdraw" | "lapse";

export const accessMachine = {
  first: "waiting",
  moves: {
    confirm: { from: ["waiting"], to: "confirmed" },
    refuse: { from: ["waiting"], to: "refused" },
    withdraw: { from: ["waiting"], to: "withdrawn" },
    lapse: { from: ["waiting"], to: "lapsed" },
  },
} as const satisfies StateMachine<AccessState, AccessMove>;

/** A change of a team by which people reach more; it waits as a whole. */
export type TeamWhat = Extract<AccessWhat, { gainers: unknown }>;

export const isOfTeam = (what: AccessWhat): what is TeamWhat => "gainers" in what;

/** For how long a change waits: a power that nobody looked at for a month was not needed. */
export const waitsDays = 28;

/** Ties that only give people back what is their own work. */
const ownTies: readonly (Reach | Relation)[] = ["self", "worker", "owner", "raiser", "doer"];

const rows: readonly PolicyRow[] = Object.values(policy);

/** Whether a role opens other people's cases, or power over access: read from the policy table. */
export const opensSomething = (role: Role): boolean =>
  rows.some(({ opens, roles: who }) => {
    const reach = who[role];
    return opens !== undefined && reach !== undefined && [reach].flat().some(isNotOwn);
  });

const isNotOwn = (reach: Reach): boolean => !ownTies.includes(reach);

/** Whether what someone holds reaches this already; `serviceOf` tells a team's service. */
export function isCovered(
  held: readonly Grant[],
  wanted: Grant,
  serviceOf: ReadonlyMap<string, string>,
): boolean {
  return held.some((one) => {
    if (one.role !== wanted.role) return false;
    if (one.reach === "all") return true;
    if (one.reach === "team") return wanted.reach === "team" && one.teamId === wanted.teamId;
    if (wanted.reach === "service") return one.serviceId === wanted.serviceId;
    return wanted.reach === "team" && serviceOf.get(wanted.teamId) === one.serviceId;
  });
}

/** Whether giving this waits for a second person; `alone` is the first administrator's beginning. */
export const grantWaits = (
  held: readonly Grant[],
  wanted: Grant,
  { serviceOf, alone }: { serviceOf: ReadonlyMap<string, string>; alone: boolean },
): boolean => opensSomething(wanted.role) && !alone && !isCovered(held, wanted, serviceOf);

/**
 * Whether a staff number waits for a second person: cases go by it from import to import, so whoever
 * gets someone else's, or loses their own, takes over or sheds ties. A first one is as adding them.
 */
export const numberWaits = (
  before: string | null,
  after: string | null,
  { alone }: { alone: boolean },
): boolean => before !== null && before !== after && !alone;

export const notToOneself =
  "Ask another administrator: nobody gives themselves a role or a wider reach";

/** A change that waits, as the rule sees it. */
export type Waiting = {
  proposedBy: string;
  /** Whose access it is about, and who gains: the same person, but for a deputy. */
  personId: string;
  receiverId: string;
  /** Everyone whose reach it widens, where a team changes. */
  gainers: readonly string[];
  /** Those who stand in for any of these today. */
  deputies: readonly string[];
};

export const confirmingRoles = rolesWith("access.confirm");

/** Why this person can't confirm a change; null when they can. Refusing asks the same of them. */
export function whyNotConfirm(actor: Actor, change: Waiting): string | null {
  // A deputy lends nothing here: only a role of one's own counts.
  if (!mayEver({ ...actor, standsInFor: [] }, "access.confirm")) {
    return "Ask an administrator, a QA lead or a leader: your roles do not confirm access";
  }
  if (actor.id === change.proposedBy) {
    return "Ask someone else to confirm this: you proposed it";
  }
  if (change.gainers.includes(actor.id)) {
    return "Ask someone else to confirm this: you would reach more by it";
  }
  if (actor.id === change.personId || actor.id === change.receiverId) {
    return "Ask someone else to confirm this: it is about your own access";
  }
  if (change.deputies.includes(actor.id)) {
    return "Ask someone else to confirm this: you stand in for someone whom it concerns";
  }
  return null;
}

/** Whether a change is about who a record is of, which asks for nobody to be active. */
export const isOfRecords = (kind: AccessWhat["kind"]): boolean =>
  kind === "same-person" || kind === "same-person-lifted";

export type LapseFacts = {
  /** Days by the calendar, YYYY-MM-DD. */
  proposedOn: string;
  today: string;
  proposer: Actor | null;
  personActive: boolean;
  receiverActive: boolean;
  /** What only the kind itself can say: "they have this role already". */
  otherwise: string | null;
};

/** Why a change can't come true any more, as the proposer reads it; null when it still can. */
export function whyLapsed(what: AccessWhat, facts: LapseFacts): string | null {
  if (daysBetween(facts.proposedOn, facts.today) > waitsDays) {
    return `nobody confirmed it within ${waitsDays} days`;
  }
  if (!facts.proposer) return "whoever proposed it is no longer active";
  const isPartner = what.kind === "grant" && what.grant.role === "partner";
  if (!mayEver(facts.proposer, isPartner ? "people.invite-partner" : "people.manage")) {
    return isPartner
      ? "whoever proposed it may no longer invite people of other agencies"
      : "whoever proposed it is no longer an administrator";
  }
  if (what.kind === "activation") {
    if (facts.personActive) return "they are active already";
  } else if (!isOfRecords(what.kind) && !(facts.personActive && facts.receiverActive)) {
    return "someone whom it concerns is no longer active";
  }
  if (what.kind === "deputy" && what.toOn < facts.today) return "its last day is over";
  return facts.otherwise;
}

export type AccessNames = {
  person: string;
  receiver: string;
  /** Names of services and teams by id. */
  places: ReadonlyMap<string, string>;
};

const place = ({ places }: AccessNames, id: string): string => places.get(id) ?? "no longer here";

/** "Sam Okafor and Sol Hart". */
export const gainersInWords = (people: readonly { name: string }[]): string =>
  people
    .map(({ name }) => name)
    .join(", ")
    .replace(/, ([^,]*)$/, " and $1");

/** A change in words, verb first: "Give Alex Morley the role QA lead for everything". */
export function accessInWords(what: AccessWhat, names: AccessNames): string {
  switch (what.kind) {
    case "grant":
      return `Give ${names.person} the role ${grantInWords(what.grant, names.places)}`;
    case "deputy":
      return `Make ${names.receiver} the deputy of ${names.person} from ${formatDate(what.fromOn)} to ${formatDate(what.toOn)}`;
    case "email":
      return `Change the email address ${names.person} signs in with to ${what.email}`;
    case "staff-number":
      return what.staffNumber === null
        ? `Take the staff number of ${names.person} away`
        : `Change the staff number of ${names.person} to ${what.staffNumber}`;
    case "team-move":
      return `Move the team ${place(names, what.teamId)} to ${place(names, what.toServiceId)}: ${gainersInWords(what.gainers)} would reach more`;
    case "team-end":
      return `Retire the team ${place(names, what.teamId)}, with ${place(names, what.successorId)} going on: ${gainersInWords(what.gainers)} would reach more`;
    case "activation":
      return `Make ${names.person} active again`;
    case "password-link":
      return `Show a link by which ${names.person} chooses a new password`;
    case "same-person":
      return `Treat a record of ${names.person} as another record of ${names.receiver}, who stays: ${what.why}`;
    case "same-person-lifted":
      return `Treat the record of ${names.person} as a person of their own again, apart from ${names.receiver}: ${what.why}`;
  }
}
