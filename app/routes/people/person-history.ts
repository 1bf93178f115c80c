/** Owns what happened to a person's record, in words. */

import { type Grant, grantInWords, isRole } from "~/rules/access/people";
import { accessInWords, accessWhat } from "~/rules/people/access-changes";

const titles: Record<string, string> = {
  "person.added": "Added",
  "person.changed": "Changed",
  "person.activated": "Made active again",
  "person.deactivated": "Deactivated",
  "person.number-settled": "Said to be someone else than another with nearly the same number",
  "person.two-people": "Said to be someone else than another person much like them",
  "person.two-people-taken-back": "To be compared again with another person much like them",
  "person.reach-widened": "Reaches more since a team moved or ended",
  "person.messages-chosen": "Chose when they get messages",
  "deputy.named": "A deputy was named",
  "deputy.ended": "A deputy’s term was ended early",
  "handover.planned": "A hand-over was planned",
  "handover.cancelled": "A planned hand-over was cancelled",
  "handover.done": "Work was handed over",
  "account.password-given": "Given a start password",
  "account.invited": "Invited to choose a password",
  "account.link-sent": "Sent a link to choose a new password",
  "account.link-shown": "Shown a link to choose a password",
  "account.password-chosen": "Chose a password with a link",
  "account.password-changed": "Changed their password",
  "account.signed-in": "Signed in",
  "account.signed-out-everywhere": "Signed out everywhere else",
  "account.sign-in-failed": "A wrong password was tried",
  "account.slowed-down": "Sign-in slowed down after repeated wrong passwords",
  "account.locked": "Locked after repeated wrong passwords",
  "account.locked-by-hand": "Account locked",
  "account.unlocked": "Account unlocked",
};

const facts: Record<string, string> = {
  name: "name",
  email: "email address",
  staffNumber: "staff number",
  jobTitle: "job title",
  teamId: "team",
  managerId: "manager",
  established: "established auditor",
};

type Places = ReadonlyMap<string, string>;

/** "QA lead for everything". */
const roleIn = (grant: unknown, places: Places): string => {
  const { role } = (grant ?? {}) as Partial<Grant>;
  return role && isRole(role) ? grantInWords(grant as Grant, places) : "a role";
};

const ends: Record<string, string> = {
  "access.refused": "Refused",
  "access.withdrawn": "Withdrawn",
  "access.lapsed": "Not made",
  "access.confirmed": "Confirmed",
};

/** A change that waited or was settled, as what it would do: "Proposed: give them the role …". */
function accessEventInWords(what: unknown, places: Places): string {
  const read = accessWhat.safeParse(what);
  if (!read.success) return "a change of access";
  const words = accessInWords(read.data, { person: "them", receiver: "the person chosen", places });
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** The title of an event and, where facts changed, which. */
export function personEventInWords(
  event: { kind: string; before: unknown; after: unknown },
  places: Places,
) {
  if (event.kind === "person.role-given") {
    const { alone } = (event.after ?? {}) as { alone?: boolean };
    return {
      title: `Given the role ${roleIn(event.after, places)}`,
      body: alone ? "By the first administrator alone, before any exercise was released." : null,
    };
  }
  if (event.kind === "person.role-taken") {
    return { title: `The role ${roleIn(event.before, places)} was removed`, body: null };
  }
  if (event.kind === "access.proposed") {
    return { title: `Proposed: ${accessEventInWords(event.after, places)}`, body: null };
  }
  if (event.kind.startsWith("person.same-person")) {
    const { record, stays, why } = (event.after ?? {}) as Record<string, string>;
    return event.kind === "person.same-person"
      ? { title: `A record of ${record} was pointed to ${stays}, who stays`, body: why ?? null }
      : { title: `The record of ${record} no longer points to ${stays}`, body: why ?? null };
  }
  const end = ends[event.kind];
  if (end) {
    const { why } = (event.after ?? {}) as { why?: string };
    return {
      title: `${end}: ${accessEventInWords(event.before, places)}`,
      body: why ? `${why.charAt(0).toUpperCase()}${why.slice(1)}` : null,
    };
  }
  const title = titles[event.kind] ?? "Changed";
  if (event.kind !== "person.changed") return { title, body: null };
  const before = (event.before ?? {}) as Record<string, unknown>;
  const after = (event.after ?? {}) as Record<string, unknown>;
  const changes = Object.keys(after).map((key) => {
    const name = facts[key] ?? key;
    if (key.endsWith("Id") || typeof after[key] === "boolean") return name;
    return `${name} from ${before[key] || "none"} to ${after[key] || "none"}`;
  });
  const list = changes.join("; ");
  return { title, body: list ? `${list.charAt(0).toUpperCase()}${list.slice(1)}` : null };
}
