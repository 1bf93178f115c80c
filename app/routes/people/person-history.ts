/** Owns what happened to a person's record, in words. */
import { type Grant, isRole, roleNames } from "~/rules/people";

const titles: Record<string, string> = {
  "person.added": "Added",
  "person.changed": "Changed",
  "person.activated": "Made active again",
  "person.deactivated": "Deactivated",
  "person.messages-chosen": "Chose when they get messages",
  "deputy.named": "A deputy was named",
  "deputy.ended": "A deputy’s term was ended early",
  "account.password-given": "Given a start password",
  "account.invited": "Invited to choose a password",
  "account.link-sent": "Sent a link to choose a new password",
  "account.link-shown": "Shown a link to choose a password",
  "account.password-chosen": "Chose a password with a link",
  "account.password-changed": "Changed their password",
  "account.signed-in": "Signed in",
  "account.signed-out-everywhere": "Signed out everywhere else",
  "account.sign-in-failed": "A wrong password was tried",
  "account.locked": "Locked after repeated wrong passwords",
  "account.locked-by-hand": "Account locked",
  "account.unlocked": "Account unlocked",
};

const facts: Record<string, string> = {
  name: "name",
  email: "e-mail address",
  staffNumber: "staff number",
  jobTitle: "job title",
  teamId: "team",
  managerId: "manager",
  established: "established auditor",
};

const roleIn = (grant: unknown): string => {
  const { role } = (grant ?? {}) as Partial<Grant>;
  return role && isRole(role) ? roleNames[role] : "a role";
};

/** The title of an event and, where facts changed, which. */
export function personEventInWords(event: { kind: string; before: unknown; after: unknown }) {
  if (event.kind === "person.role-given") {
    return { title: `Given the role ${roleIn(event.after)}`, body: null };
  }
  if (event.kind === "person.role-taken") {
    return { title: `Role ${roleIn(event.before)} taken away`, body: null };
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
