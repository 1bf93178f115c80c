/**
 * Owns draws by event: of the cases closed in a period, opened again in one, or long on their plan.
 * Practice: a thematic audit looks at the children whom its question is about; the date that decided
 * is kept with each case of the frame, so that the draw can be run again.
 */
import { addMonths, formatDate } from "../core/dates";
import { counted } from "../core/words";

export const drawEventKinds = ["closed", "reopened", "long-plan"] as const;
export type DrawEventKind = (typeof drawEventKinds)[number];

/** Dates are YYYY-MM-DD, both included. */
export type DrawEvent =
  | { kind: "closed" | "reopened"; from: string; to: string }
  | { kind: "long-plan"; months: number };

export const drawEventNames: Record<DrawEventKind, string> = {
  closed: "Cases closed in a period",
  reopened: "Cases opened again in a period, after they had been closed",
  "long-plan": "Children on their plan for longer than some months",
};

/** Why a draw can't go by an event of which the caseload knows nothing. */
export const notKnownInWords: Record<DrawEventKind, string> = {
  closed: "No case of this caseload has been closed yet.",
  reopened:
    "No case has been seen to open again: the imports of this caseload have not yet brought back one that was closed.",
  "long-plan":
    "The caseload does not say since when children are on their plan: import it with the column “Plan since”, or as an Annex A workbook.",
};

/** What the caseload knows of a case. */
export type EventFacts = {
  closedOn: string | null;
  reopenedOn: string | null;
  planSince: string | null;
};

/** The date that decides, of the event asked for; null where the caseload knows none. */
export function eventDateOf(kind: DrawEventKind, facts: EventFacts): string | null {
  if (kind === "closed") return facts.closedOn;
  return kind === "reopened" ? facts.reopenedOn : facts.planSince;
}

/** Whether the event asked for was: `eventOn` is the date that decides, `asOf` the day of the draw. */
export function isOfEvent(event: DrawEvent, eventOn: string | null, asOf: string): boolean {
  if (eventOn === null) return false;
  if (event.kind === "long-plan") return eventOn < addMonths(asOf, -event.months);
  return event.from <= eventOn && eventOn <= event.to && eventOn <= asOf;
}

/** "cases closed from 1 January 2024 to 31 March 2024". */
export function eventInWords(event: DrawEvent): string {
  if (event.kind === "long-plan") {
    return `children on their plan for longer than ${counted(event.months, "month", "months")}`;
  }
  const what = event.kind === "closed" ? "cases closed" : "cases opened again";
  return `${what} from ${formatDate(event.from)} to ${formatDate(event.to)}`;
}
