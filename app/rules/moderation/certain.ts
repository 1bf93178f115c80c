/**
 * Owns why an audit is certain to be moderated, and which of these reasons an exercise uses.
 * Practice: certain for what matters most (the worst grade, the best, a new auditor's first, a
 * safeguarding concern, a judgement that had to be explained, a fact that stays in dispute);
 * councils that want it add the grades below good. The worst is never left out.
 */
import type { Judgement } from "../tools/grades";
import {
  type EscalatingGrade,
  type ExceptionalGrade,
  escalatingGrades,
  exceptionalGrades,
  forGrades,
  type Grade,
  type WeakGrade,
  weakGrades,
} from "../tools/scale";

export type CertainReason =
  | EscalatingGrade
  | ExceptionalGrade
  | WeakGrade
  | "new-auditor"
  | "concern"
  | "consistency"
  | "correction";

/** The weightiest first; a grade that is a reason is named by its code. */
export const certainReasonCodes: readonly CertainReason[] = [
  ...escalatingGrades,
  ...exceptionalGrades,
  "new-auditor",
  "concern",
  "consistency",
  "correction",
  ...weakGrades,
];

const isOneOf = (codes: readonly string[], code: string): boolean => codes.includes(code);

/** Those that no exercise leaves out while it is moderated. */
export const alwaysCertain: readonly CertainReason[] = escalatingGrades;

/** Those that an exercise may leave out. */
export const certainChoices: readonly CertainReason[] = certainReasonCodes.filter(
  (code) => !isOneOf(alwaysCertain, code),
);

/** What a new exercise uses unless it says otherwise: all but the grades below good. */
export const usualCertain: readonly CertainReason[] = certainReasonCodes.filter(
  (code) => !isOneOf(weakGrades, code),
);

/** Codes as they were chosen or kept, in their order, with those that always hold. */
export const certainFrom = (codes: readonly string[]): CertainReason[] =>
  certainReasonCodes.filter((code) => isOneOf(alwaysCertain, code) || codes.includes(code));

/** What makes an audit certain, as on a plan: "Outstanding overall". */
export const certainNames: Record<CertainReason, string> = {
  ...forGrades(({ name, escalates }) =>
    escalates ? `${name} overall or in any practice area` : `${name} overall`,
  ),
  "new-auditor": "A new auditor’s first audit",
  concern: "A safeguarding concern",
  consistency: "A consistency question that the auditor had to answer",
  correction: "A factual correction that the auditor declined",
};

/** Why a submitted audit is certain to be moderated, the weightiest reason first. */
export function certainReasons(
  audit: {
    overall: Grade | null;
    areas: readonly Judgement[];
    auditorEstablished: boolean;
    auditorsFirst: boolean;
    concernRaised: boolean;
    promptAnswered: boolean;
    correctionDeclined: boolean;
  },
  inUse: readonly CertainReason[],
): CertainReason[] {
  const holds: Record<CertainReason, boolean> = {
    ...forGrades(
      ({ code, escalates }) => audit.overall === code || (escalates && audit.areas.includes(code)),
    ),
    "new-auditor": audit.auditorsFirst && !audit.auditorEstablished,
    concern: audit.concernRaised,
    consistency: audit.promptAnswered,
    correction: audit.correctionDeclined,
  };
  return certainReasonCodes.filter((reason) => holds[reason] && inUse.includes(reason));
}
