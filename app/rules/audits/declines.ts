/**
 * Owns why an auditor may hand an audit back, and until when.
 * Practice: with a reason from this list and a note, before it is submitted; a conflict told this
 * way is remembered, so that the pair is never proposed again; what was written stays with the
 * audit for whoever takes it on.
 */
import { type AuditState, auditStateNames } from "./audits";

export const declineReasons = ["conflict", "capacity", "absence", "other"] as const;
export type DeclineReason = (typeof declineReasons)[number];

/** As the auditor chooses among them. */
export const declineReasonNames: Record<DeclineReason, string> = {
  conflict: "I have a conflict of interest",
  capacity: "I have no time for it",
  absence: "I am away",
  other: "Something else",
};

/** As others read it after the auditor's name: "Alex Morley: conflict of interest". */
export const declineReasonsInWords: Record<DeclineReason, string> = {
  conflict: "conflict of interest",
  capacity: "no time for it",
  absence: "away",
  other: "another reason",
};

export type Declining = { ok: true } | { ok: false; message: string };

/** Whether an audit in this state can still be declined: a submitted or returned one cannot. */
export function mayDecline(state: AuditState): Declining {
  if (state === "allocated" || state === "started") return { ok: true };
  const now = auditStateNames[state].toLowerCase();
  return {
    ok: false,
    message: `This audit is ${now}, so it can’t be declined. Ask the QA lead.`,
  };
}
