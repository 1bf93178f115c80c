/**
 * Owns who may moderate an audit and how moderations are shared out.
 * Practice: nobody moderates their own audit, their team's, or a case they have a part in; among
 * the rest the load is even.
 */
import { type Allocation, type AllocationAuditor, allocate } from "./allocation";
import {
  type CaseInterests,
  type Conflict,
  conflictsBetween,
  type InterestedPerson,
} from "./conflicts";

export type ModeratorConflict = { kind: Conflict["kind"] | "own-audit"; message: string };

/** Every reason why this person may not moderate this audit; empty when they may. */
export function moderatorConflicts(
  person: InterestedPerson,
  audit: { auditorId: string; caseFacts: CaseInterests },
  on: string,
): ModeratorConflict[] {
  const conflicts: ModeratorConflict[] = conflictsBetween(person, audit.caseFacts, on);
  return person.id === audit.auditorId
    ? [{ kind: "own-audit", message: "They carried out this audit." }, ...conflicts]
    : conflicts;
}

/**
 * Shares selected audits among moderators, as even as conflicts and maximums allow. `caseId` in the
 * answer is the audit's id.
 */
export function allocateModerators(input: {
  audits: { id: string; auditorId: string; caseFacts: CaseInterests }[];
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
  });
}
