/** Owns what happened to a person's record, in words. */

import { type Grant, grantInWords, isRole } from "~/rules/access/people";
import { eventInWords, type ToldEvent } from "~/rules/core/event-words";
import { insideSentence, sentenceCase } from "~/rules/core/words";
import { accessInWords, accessWhat } from "~/rules/people/access-changes";

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

/** A change that waited or was settled, as what it would do: "Proposed: give them the role …". */
function accessEventInWords(what: unknown, places: Places): string {
  const read = accessWhat.safeParse(what);
  if (!read.success) return "a change of access";
  const words = accessInWords(read.data, { person: "them", receiver: "the person chosen", places });
  return insideSentence(words);
}

/** The title of an event and, where facts changed, which. */
export function personEventInWords(event: ToldEvent, places: Places) {
  const title = eventInWords(event);
  const after = (event.after ?? {}) as Record<string, unknown>;
  const why = typeof after.why === "string" && after.why !== "" ? after.why : null;
  switch (event.kind) {
    case "person.role-given":
      return {
        title: `Given the role ${roleIn(after, places)}`,
        body: after.alone
          ? "By the first administrator alone, before any exercise was released."
          : null,
      };
    case "person.role-taken":
      return { title: `The role ${roleIn(event.before, places)} was removed`, body: null };
    case "access.proposed":
      return { title: `${title}: ${accessEventInWords(after, places)}`, body: null };
    case "access.confirmed":
    case "access.refused":
    case "access.withdrawn":
    case "access.lapsed":
      return {
        title: `${title}: ${accessEventInWords(event.before, places)}`,
        body: why && sentenceCase(why),
      };
    case "person.same-person":
    case "person.same-person-lifted":
      return { title, body: why };
    case "person.changed":
      return { title, body: changesIn(event.before, after) };
    default:
      return { title, body: null };
  }
}

/** "Job title from none to Head of service; manager": what became what; null for nothing. */
function changesIn(was: unknown, after: Record<string, unknown>): string | null {
  const before = (was ?? {}) as Record<string, unknown>;
  const changes = Object.keys(after).map((key) => {
    const name = facts[key] ?? key;
    if (key.endsWith("Id") || typeof after[key] === "boolean") return name;
    return `${name} from ${before[key] || "none"} to ${after[key] || "none"}`;
  });
  return sentenceCase(changes.join("; ")) || null;
}
