/** Owns what the allocation page shows: each case with its auditor or what blocks it, and the loads. */
import { cohortShortNames } from "~/rules/caseload";
import { conflictsBetween } from "~/rules/conflicts";
import { loadsOf, proposeAuditors } from "~/rules/core-allocation";
import type { Guarded } from "~/server/guard.server";
import { findAllocation } from "~db/allocation.server";
import type { Exercise } from "~db/exercises.server";

export async function findAllocationPage({ subject, db, today }: Guarded<Exercise>) {
  const { audits, auditors } = await findAllocation(db, subject.id);
  const loads = loadsOf(audits);
  const open = audits.filter(({ auditorId }) => auditorId === null);
  const proposal = proposeAuditors({ audits, auditors, on: today });
  const because = new Map(proposal.unassigned.map((one) => [one.caseId, one.message]));
  /** The rules that stand between a case and everybody, each with how many people it stops. */
  const blocks = (interests: (typeof audits)[number]["interests"]) => {
    const counts = new Map<string, number>();
    for (const auditor of auditors) {
      for (const { message } of conflictsBetween(auditor, interests, today)) {
        counts.set(message, (counts.get(message) ?? 0) + 1);
      }
    }
    return [...counts].map(([message, count]) => ({ message, count }));
  };
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    total: audits.length,
    unallocated: open.length,
    audits: audits.map((audit) => ({
      id: audit.id,
      reference: audit.reference,
      teamName: audit.teamName,
      cohort: cohortShortNames[audit.cohort],
      workerName: audit.workerName,
      auditorName: audit.auditorName,
      overrideReason: audit.overrideReason,
      blocked:
        audit.auditorId === null && because.has(audit.id)
          ? { message: because.get(audit.id) ?? "", rules: blocks(audit.interests) }
          : null,
    })),
    auditors: auditors.map(({ id, name, teamName, expected, maximum }) => ({
      id,
      name,
      teamName,
      expected,
      maximum,
      load: loads.get(id) ?? 0,
    })),
  };
}

export type AllocationPage = Awaited<ReturnType<typeof findAllocationPage>>;
