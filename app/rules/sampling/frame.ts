/**
 * Owns the frame of a draw: its rows, their fixed order and fingerprint, and who is left out.
 * Practice: a case closed, audited lately, opened lately, sensitive or without a team is not drawn;
 * the frame is kept whole, so that anyone can run the draw again.
 */
import { type Cohort, cohortRank } from "../caseload/caseload";
import { addDays, addMonths } from "../core/dates";
import { sha256Hex } from "../core/random";
import { type DrawEvent, isOfEvent } from "./draw-events";

/** A case as it stood when the draw was made. Dates are YYYY-MM-DD. */
export type FrameRow = {
  caseId: string;
  reference: string;
  /** Children of one family share it; null when the family is not known: a family of one. */
  familyReference: string | null;
  teamId: string | null;
  /** Null for a record that is no case, which is drawn by team alone. */
  cohort: Cohort | null;
  openedOn: string;
  sensitive: boolean;
  lastAuditedOn: string | null;
  /** Null while it is open; always null in frames of the first algorithm. */
  closedOn: string | null;
  /** In a draw by event: the date that decides, or null; left out of every other frame. */
  eventOn?: string | null;
};

/** How long a closed case still stands in the frame, to be counted among those left out. */
export const closedShownMonths = 12;

export const strataChoices = ["team", "cohort", "team-and-cohort"] as const;
export type StrataBy = (typeof strataChoices)[number];

/** What is asked of a draw. With the frame it says everything: the rest follows. */
export type DrawPlan = {
  seed: string;
  /** How many cases in all. */
  size: number;
  strataBy: StrataBy;
  /** Sizes set by hand, by stratum key; the other strata share what is left of `size`. */
  sizes?: Record<string, number>;
  /** The date from which the two limits below count back. */
  asOf: string;
  /** Leave out a case audited less than this many months ago; null leaves none out. */
  auditedWithinMonths: number | null;
  /** Leave out a case opened less than this many weeks ago; null leaves none out. */
  openedBeforeWeeks: number | null;
  excludeSensitive: boolean;
  /** Draws of the cases of an event alone; left out where any may be drawn. */
  event?: DrawEvent;
};

export type ExclusionReason =
  | "closed"
  | "no-event"
  | "no-team"
  | "sensitive"
  | "audited-recently"
  | "opened-recently"
  /** A brother or sister stands for the family in this draw. */
  | "family";

/** By character code, the same on every computer: a locale would order texts in its own way. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows in the order every step of a draw works in, whatever order they came in. */
export const sortFrame = (frame: readonly FrameRow[]): FrameRow[] =>
  frame.toSorted((a, b) => byText(a.caseId, b.caseId));

const fieldsOf = (row: FrameRow) => [
  row.caseId,
  row.reference,
  row.familyReference,
  row.teamId,
  row.cohort,
  row.openedOn,
  row.sensitive,
  row.lastAuditedOn,
];

/** SHA-256 over every field of the sorted rows, as 64 hexadecimal digits: one change shows. */
export const fingerprintFrame = (frame: readonly FrameRow[]): string =>
  fingerprintOf(frame, (row) => [...fieldsOf(row), row.closedOn]);

/** The same where a draw goes by event, with the date that decided. */
export const fingerprintByEvent = (frame: readonly FrameRow[]): string =>
  fingerprintOf(frame, (row) => [...fieldsOf(row), row.closedOn, row.eventOn ?? null]);

/** As the first algorithm did, whose frames held open cases only. */
export const fingerprintFirst = (frame: readonly FrameRow[]): string =>
  fingerprintOf(frame, fieldsOf);

const fingerprintOf = (frame: readonly FrameRow[], fields: (row: FrameRow) => unknown[]): string =>
  sha256Hex(
    sortFrame(frame)
      .map((row) => JSON.stringify(fields(row)))
      .join("\n"),
  );

/** Why a case cannot be drawn at all, the first reason that holds; null when it can. */
export function reasonToLeaveOut(row: FrameRow, plan: DrawPlan): ExclusionReason | null {
  const { asOf, auditedWithinMonths, openedBeforeWeeks } = plan;
  const isClosed = row.closedOn !== null && row.closedOn <= asOf;
  const isWanted = !plan.event || isOfEvent(plan.event, row.eventOn ?? null, asOf);
  if (isClosed && !(plan.event?.kind === "closed" && isWanted)) return "closed";
  if (!isWanted) return "no-event";
  if (row.teamId === null) return "no-team";
  if (plan.excludeSensitive && row.sensitive) return "sensitive";
  if (auditedWithinMonths !== null && row.lastAuditedOn !== null) {
    if (row.lastAuditedOn > addMonths(asOf, -auditedWithinMonths)) return "audited-recently";
  }
  if (openedBeforeWeeks !== null && row.openedOn > addDays(asOf, -7 * openedBeforeWeeks)) {
    return "opened-recently";
  }
  return null;
}

/** The family a child belongs to in a draw; a child with no known family is one alone. */
export const familyOf = (row: FrameRow): string =>
  row.familyReference ? `family ${row.familyReference}` : `case ${row.caseId}`;

/** The key of the stratum a row stands in: team, cohort or "team/cohort"; null without its team. */
export function stratumOf(row: FrameRow, strataBy: StrataBy): string | null {
  if (strataBy === "cohort") return row.cohort;
  if (row.teamId === null) return null;
  return strataBy === "team" ? row.teamId : `${row.teamId}/${row.cohort}`;
}

const rankOf = ({ cohort }: FrameRow): number => (cohort === null ? -1 : cohortRank(cohort));

/** Every stratum key of the frame once, teams by id and cohorts from the highest down. */
export function listStrata(frame: readonly FrameRow[], strataBy: StrataBy): string[] {
  const rows = frame.toSorted((a, b) => {
    const byTeam = strataBy === "cohort" ? 0 : byText(a.teamId ?? "", b.teamId ?? "");
    return byTeam || rankOf(a) - rankOf(b);
  });
  const keys = rows.map((row) => stratumOf(row, strataBy)).filter((key) => key !== null);
  return [...new Set(keys)];
}
