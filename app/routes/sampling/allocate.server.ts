/** Owns what the allocation page shows: each case with its auditor or what blocks it, and the loads. */
import { cohortShortNames } from "~/rules/caseload";
import { blocksOf, loadsOf, proposeAuditors } from "~/rules/core-allocation";
import type { Guarded } from "~/server/guard.server";
import { findAllocation } from "~db/allocation.server";
import type { Exercise } from "~db/exercises.server";
import { listYearLoads } from "~db/loads.server";

export async function findAllocationPage({ subject, db, today }: Guarded<Exercise>) {
  const { audits, auditors } = await findAllocation(db, subject.id);
  const loads = loadsOf(audits);
  const open = audits.filter(({ auditorId }) => auditorId === null);
  const proposal = proposeAuditors({ audits, auditors, on: today });
  const because = new Map(proposal.unassigned.map((one) => [one.caseId, one]));
  const years = await listYearLoads(db, subject);
  const names = new Map(auditors.map(({ id, name }) => [id, name]));
  /** What stands between a case and everybody, were the rest allocated as proposed. */
  const then = loadsOf([...audits, ...proposal.assigned]);
  const blocks = (audit: (typeof audits)[number]) =>
    blocksOf({ audit, auditors, loads: then, on: today }).map(({ message, auditorIds }) => ({
      message,
      names: auditorIds.map((id) => names.get(id) ?? ""),
    }));
  return {
    id: subject.id,
    title: subject.title,
    state: subject.state,
    year: subject.month.slice(0, 4),
    total: audits.length,
    planned: subject.size,
    unallocated: open.length,
    audits: audits.map((audit) => {
      const left = audit.auditorId === null ? because.get(audit.id) : undefined;
      return {
        id: audit.id,
        reference: audit.reference,
        teamName: audit.teamName,
        cohort: cohortShortNames[audit.cohort],
        workerName: audit.workerName,
        auditorName: audit.auditorName,
        overrideReason: audit.overrideReason,
        blocked: left
          ? { because: left.because, message: left.message, rules: blocks(audit) }
          : null,
      };
    }),
    auditors: auditors.map(({ id, name, teamName, expected, maximum }) => ({
      id,
      name,
      teamName,
      expected,
      maximum,
      load: loads.get(id) ?? 0,
      year: years.get(id) ?? { expected, load: loads.get(id) ?? 0 },
    })),
  };
}

export type AllocationPage = Awaited<ReturnType<typeof findAllocationPage>>;
