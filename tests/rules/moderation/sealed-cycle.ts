import type { Listed, Placed } from "~/rules/moderation/sealed-order";
import type { LiveAudit, SelectionChange } from "~/rules/moderation/selection";

/** Audits of so many auditors and teams, in blocks as an allocation leaves them. */
export const auditsOf = (n: number, auditors = 7, teams = 4): Listed[] =>
  Array.from({ length: n }, (_, index) => ({
    auditId: `audit-${String(index).padStart(3, "0")}`,
    teamId: `team-${Math.floor((index * teams) / n)}`,
    auditorId: `auditor-${index % auditors}`,
  }));

/** All of them in, certain where said; in the order of their ids. */
export const liveOf = (
  order: readonly Placed[],
  isCertain: (index: number) => boolean,
): LiveAudit[] =>
  [...order]
    .sort((a, b) => (a.auditId < b.auditId ? -1 : 1))
    .map(({ auditId, place, turn }, index) => ({
      auditId,
      place,
      turn,
      arrived: true,
      letGo: false,
      certain: isCertain(index) ? (["concern"] as const) : [],
      selected: null,
    }));

/** What a database would keep after a change. */
export function applied<One extends LiveAudit>(
  live: readonly One[],
  change: SelectionChange,
): One[] {
  const reasons = new Map(change.select.map((row) => [row.auditId, row.reason]));
  return live.map((audit) => {
    const reason = reasons.get(audit.auditId);
    if (reason !== undefined)
      return { ...audit, selected: { reason, committed: audit.selected?.committed ?? false } };
    return change.release.includes(audit.auditId) ? { ...audit, selected: null } : audit;
  });
}
