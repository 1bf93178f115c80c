/**
 * Owns what counts against an auditor for a case, and setting that aside: a conflict of interest,
 * or for a re-audit having audited it the last time.
 * Practice: an independent eye reads every case; whoever is chosen all the same is chosen for a
 * reason, and the reason is kept with the rules it set aside.
 */
import { insideSentence } from "../core/words";
import {
  type CaseInterests,
  type ConflictKind,
  conflictNames,
  conflictsBetween,
  type InterestedPerson,
} from "./conflicts";

export type AuditorRule = ConflictKind | "audited-before";

export type Objection = { kind: AuditorRule; message: string };

/** The rules as a report names them. */
export const auditorRuleNames: Record<AuditorRule, string> = {
  ...conflictNames,
  "audited-before": "audited it the last time",
};

export const isAuditorRule = (code: string): code is AuditorRule => code in auditorRuleNames;

export const rulesInWords = (rules: readonly AuditorRule[]): string =>
  rules.map((rule) => auditorRuleNames[rule]).join("; ");

/** "Conflict overridden (their own team): …". */
export function overrideInWords(reason: string, rules: readonly AuditorRule[]): string {
  const names = rules.length > 0 ? ` (${rulesInWords(rules)})` : "";
  return `Conflict overridden${names}: ${reason}`;
}

/** Everything that counts against an auditor on the given date (YYYY-MM-DD). */
export function objectionsTo(
  person: InterestedPerson,
  audit: {
    interests: CaseInterests;
    /** Who audited the case the last time, where this is its re-audit. */
    previousAuditorId?: string | null;
  },
  on: string,
): Objection[] {
  const conflicts = conflictsBetween(person, audit.interests, on);
  return person.id === audit.previousAuditorId
    ? [...conflicts, { kind: "audited-before", message: "They audited this case the last time." }]
    : conflicts;
}

export type SetAside =
  | { ok: true; overrideReason: string | null; overridden: AuditorRule[] }
  | { ok: false; message: string };

/** Whether someone may be chosen: with objections only for a reason, which is kept with them. */
export function setAside(objections: readonly Objection[], reason: string): SetAside {
  if (objections.length === 0) return { ok: true, overrideReason: null, overridden: [] };
  if (reason !== "") {
    return { ok: true, overrideReason: reason, overridden: objections.map(({ kind }) => kind) };
  }
  const because = objections
    .map(({ message }) => insideSentence(message).replace(/\.$/, ""))
    .join(", and ");
  return { ok: false, message: `Enter your reason for choosing them all the same: ${because}` };
}
