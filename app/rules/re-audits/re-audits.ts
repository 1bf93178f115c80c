/**
 * Owns re-audits: by when a case is audited again, and where such a record stands.
 * Practice: an audit that is final with an overall grade that escalates is followed by another of the same case,
 * outside the draw and outside a cycle's figures.
 */
import type { AuditState } from "../audits/audits";
import { addMonths, dateInLondon, formatDate } from "../core/dates";

/** The date (YYYY-MM-DD) by which a case whose audit became final at `finalAt` is audited again. */
export const reAuditDueOn = (finalAt: string, months: number): string =>
  addMonths(dateInLondon(new Date(finalAt)), months);

export type ReAuditStanding = "to-allocate" | "under-way" | "done" | "cancelled";

export const reAuditStandingNames: Record<ReAuditStanding, string> = {
  "to-allocate": "To allocate",
  "under-way": "Under way",
  done: "Done",
  cancelled: "Cancelled",
};

/** Where a re-audit stands; one whose audit was withdrawn waits for an auditor again. */
export function standingOf(reAudit: {
  cancelledAt: string | null;
  auditState: AuditState | null;
}): ReAuditStanding {
  if (reAudit.cancelledAt !== null) return "cancelled";
  if (reAudit.auditState === null || reAudit.auditState === "withdrawn") return "to-allocate";
  return reAudit.auditState === "final" ? "done" : "under-way";
}

/**
 * The one date of an audit, as every page and message says it: the date asked for, but never later
 * than that of the re-audit which it is (`ownDueOn`, null where it is none).
 */
export const deadlineOf = <Asked extends string | null>(
  asked: Asked,
  ownDueOn: string | null,
): Asked | string => (ownDueOn !== null && (asked === null || ownDueOn < asked) ? ownDueOn : asked);

/** What is wrong with a date for the re-audit, as an instruction; null when nothing is. */
export function dueProblem(
  dueOn: string,
  { today, latest }: { today: string; latest: string },
): string | null {
  if (latest < today)
    return `Leave the date as it is: the case was to be audited again by ${formatDate(latest)}, and the re-audit stays overdue until it is done`;
  if (dueOn < today) return "Enter a date that is not in the past";
  if (dueOn > latest)
    return `Enter a date by ${formatDate(latest)}: the case is to be audited again by then`;
  return null;
}
