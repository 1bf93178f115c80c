/** Owns what happened to a case, in words; people and teams are named in "Who has held it". */
import { type Cohort, cohortNames, isCohort } from "~/rules/caseload/caseload";
import { formatDate, isDate } from "~/rules/core/dates";
import { eventInWords, type ToldEvent } from "~/rules/core/event-words";
import { sentenceCase } from "~/rules/core/words";

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
  planSince: "date the plan began",
  reopenedOn: "date it was opened again",
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
  event: ToldEvent,
  /** Why a case is sensitive may be what makes it so: it is for those alone who say it. */
  readsReasons: boolean,
) {
  const title = eventInWords(event);
  if (event.kind === "case.marked-sensitive" || event.kind === "case.no-longer-sensitive") {
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
  return { title, body: sentenceCase(list) || null };
}
