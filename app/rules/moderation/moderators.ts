/**
 * Owns who may moderate an audit and how moderations are shared out.
 * Practice: nobody moderates their own audit, their team's, a case they have a part in, or what they
 * have read the grades of; among the rest the load is even, and whoever could open an audit by a
 * role of theirs has it last.
 */

import {
  type CaseInterests,
  type Conflict,
  conflictsBetween,
  type InterestedPerson,
  ruleOfKind,
} from "../independence/conflicts";
import { type Allocation, type AllocationAuditor, allocate } from "../sampling/allocation";

export type ModeratorConflict = {
  kind: Conflict["kind"] | "own-audit" | "has-read";
  message: string;
};

export type AuditToModerate = {
  auditorId: string;
  caseFacts: CaseInterests;
  /** Everyone who has read the auditor's grades of this round. */
  readers: readonly string[];
};

/** Every reason why this person may not moderate this audit; empty when they may. */
export function moderatorConflicts(
  person: InterestedPerson,
  audit: AuditToModerate,
  on: string,
): ModeratorConflict[] {
  const conflicts: ModeratorConflict[] = conflictsBetween(person, audit.caseFacts, on);
  if (audit.readers.includes(person.id)) {
    conflicts.push({ kind: "has-read", message: "They have read this audit’s grades." });
  }
  return person.id === audit.auditorId
    ? [{ kind: "own-audit", message: "They carried out this audit." }, ...conflicts]
    : conflicts;
}

type Choice = { conflicts: readonly ModeratorConflict[] };

/** Whether someone may moderate but for having read the grades: then as not blind, with a reason. */
export const onlyRead = ({ conflicts }: Choice): boolean =>
  conflicts.length > 0 && conflicts.every(({ kind }) => kind === "has-read");

/** Whether nothing but rules that a reason can set aside counts against someone. */
export const onlyTied = ({ conflicts }: Choice): boolean =>
  conflicts.length > 0 && conflicts.every(({ kind }) => ruleOfKind(kind) !== null);

/**
 * Whether nobody is left who may moderate an audit and has not read its grades. Then, and only
 * then, the lead may appoint someone who has, or let the audit go.
 */
export const nobodyUnread = (choices: readonly Choice[]): boolean =>
  choices.every(({ conflicts }) => conflicts.length > 0);

/**
 * Shares selected audits among moderators, as even as conflicts and maximums allow; with equal loads
 * to those whose roles could not open them. `caseId` in the answer is the audit's id.
 */
export function allocateModerators(input: {
  audits: (AuditToModerate & {
    id: string;
    /** Whose roles could open it, whether or not they have. */
    openTo?: readonly string[];
  })[];
  moderators: (InterestedPerson & AllocationAuditor)[];
  /** YYYY-MM-DD */
  on: string;
}): Allocation {
  const audits = new Map(input.audits.map((audit) => [audit.id, audit]));
  const moderators = new Map(input.moderators.map((person) => [person.id, person]));
  return allocate({
    cases: input.audits.map(({ id, caseFacts }) => ({
      id,
      teamId: caseFacts.teamIds[0] ?? null,
      workerId: null,
    })),
    auditors: input.moderators,
    blocked: (personId, auditId) => {
      const person = moderators.get(personId);
      const audit = audits.get(auditId);
      if (person === undefined || audit === undefined) return true;
      return moderatorConflicts(person, audit, input.on).length > 0;
    },
    against: (personId, auditId) => (audits.get(auditId)?.openTo?.includes(personId) ? 1 : 0),
  });
}
