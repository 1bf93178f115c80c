/** Owns what happened to a case, in words; people and teams are named in "Who has held it". */
import { type Cohort, cohortNames, isCohort } from "~/rules/caseload/caseload";
import { formatDate, isDate } from "~/rules/core/dates";

const titles: Record<string, string> = {
  "case.added": "Added to the caseload",
  "case.changed": "Changed by an import",
  "case.closed": "Closed",
  "case.number-settled": "Compared with another case of nearly the same reference",
  "case.marked-sensitive": "Marked as sensitive",
  "case.no-longer-sensitive": "No longer marked as sensitive",
  "case.put-back": "Put back as it was: an import was undone",
};

const facts: Record<string, string> = {
  cohort: "cohort",
  teamId: "team",
  workerId: "worker",
  supervisorId: "supervisor",
  reviewingOfficerId: "reviewing officer",
  familyReference: "family reference",
  age: "age",
  unborn: "unborn",
  openedOn: "opening date",
  closedOn: "closing date",
};

const asWords = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "none";
  const text = String(value);
  if (isCohort(text)) return cohortNames[text as Cohort];
  if (isDate(text)) return formatDate(text);
  return value === true ? "yes" : value === false ? "no" : text;
};

/** The title of an event and, for a change, what became what. Ids are left out: they say nothing. */
export function caseEventInWords(
  event: { kind: string; before: unknown; after: unknown },
  /** Why a case is sensitive may be what makes it so: it is for those alone who say it. */
  readsReasons: boolean,
) {
  const title = titles[event.kind] ?? "Changed";
  if (event.kind.endsWith("-sensitive")) {
    const { reason } = event.after as { reason: string };
    return { title, body: readsReasons ? reason : null };
  }
  if (event.kind === "case.number-settled") {
    const { answer } = event.after as { answer: string };
    return {
      title,
      body: answer === "same" ? "One child, recorded twice." : "Different children.",
    };
  }
  const before = (event.before ?? {}) as Record<string, unknown>;
  const after = (event.after ?? {}) as Record<string, unknown>;
  if (!event.before) return { title, body: null };
  const changes = Object.keys(after).flatMap((key) => {
    const name = facts[key];
    if (!name) return [];
    if (key.endsWith("Id"))
      return [event.kind === "case.put-back" ? `${name} as before` : `new ${name}`];
    return [`${name} from ${asWords(before[key])} to ${asWords(after[key])}`];
  });
  const list = changes.join("; ");
  return { title, body: list ? `${list.charAt(0).toUpperCase()}${list.slice(1)}` : null };
}
