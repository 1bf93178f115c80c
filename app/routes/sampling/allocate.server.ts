/**
 * Owns what the allocation page shows: what needs the lead first, the loads, and a page of the cases
 * with their auditors.
 */
import { cohortShortNames } from "~/rules/caseload/caseload";
import { formatInstant } from "~/rules/core/dates";
import { rulesInWords } from "~/rules/independence/objections";
import { blocksOf, loadsOf, proposeAuditors } from "~/rules/sampling/core-allocation";
import type { Guarded } from "~/server/guard.server";
import type { Exercise } from "~db/exercises/exercises.server";
import { listOverrides } from "~db/exercises/overrides.server";
import { type AllocationFacts, findAllocation } from "~db/operations/sampling/allocation.server";
import { listYearLoads } from "~db/sampling/loads.server";
import { type CaseFilter, caseFilters } from "./case-filters";

const perPage = 50;
const blockedAhead = 5;

export async function findAllocationPage({ subject, db, today, request }: Guarded<Exercise>) {
  const asked = new URL(request.url).searchParams;
  const { audits, auditors } = await findAllocation(db, subject.id);
  const loads = loadsOf(audits);
  const open = audits.filter(({ auditorId }) => auditorId === null);
  const blockOf = findBlocks({ audits, auditors }, today);
  const years = await listYearLoads(db, subject);
  const overrides = new Map((await listOverrides(db, subject.id)).map((one) => [one.id, one]));
  const lines = audits.map((audit) => {
    const override = overrides.get(audit.id);
    return {
      id: audit.id,
      reference: audit.reference,
      teamName: audit.teamName,
      cohort: cohortShortNames[audit.cohort],
      workerName: audit.workerName,
      auditorId: audit.auditorId,
      auditorName: audit.auditorName,
      reAudit: audit.origin === "re-audit",
      override: override
        ? {
            rules: rulesInWords(override.rules),
            reason: override.reason,
            made: [override.by, override.at ? formatInstant(new Date(override.at)) : null]
              .filter(Boolean)
              .join(", "),
          }
        : null,
      blocked: blockOf(audit),
    };
  });
  const blocked = lines.filter((line) => line.blocked?.because === "conflicts");
  const full = lines.filter((line) => line.blocked?.because === "maximum");
  const show = caseFilters.find((one) => one === asked.get("show"));
  const auditor = auditors.find(({ id }) => id === asked.get("auditor"));
  const shown = lines.filter(
    (line) => isShown(line, show) && (auditor === undefined || line.auditorId === auditor.id),
  );
  const pages = Math.max(1, Math.ceil(shown.length / perPage));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(asked.get("page"))) || 1));
  return {
    id: subject.id,
    title: subject.title,
    kind: subject.kind,
    state: subject.state,
    year: subject.month.slice(0, 4),
    total: audits.length,
    planned: subject.size,
    reAudits: lines.filter(({ reAudit }) => reAudit).length,
    unallocated: open.length,
    allocated: audits.length - open.length,
    blocked: {
      count: blocked.length,
      first: blocked.slice(0, blockedAhead),
      more: Math.max(0, blocked.length - blockedAhead),
    },
    /** Left because everyone who may take them is at their maximum. */
    full: full.length,
    stuck: blocked.length + full.length,
    placeable: open.length - blocked.length - full.length,
    room: auditors.reduce((sum, { maximum }) => sum + maximum, 0),
    expected: auditors.reduce((sum, { expected }) => sum + expected, 0),
    overridden: overrides.size,
    cases: {
      rows: shown.slice((page - 1) * perPage, page * perPage),
      found: shown.length,
      page,
      pages,
      show: show ?? null,
      auditor: auditor ? { id: auditor.id, name: auditor.name } : null,
    },
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

type Line = { auditorId: string | null; override: unknown; blocked: unknown };

function isShown({ auditorId, override, blocked }: Line, show: CaseFilter | undefined): boolean {
  if (show === "left") return auditorId === null;
  if (show === "blocked") return blocked !== null;
  return show === "overridden" ? override !== null : true;
}

/** Says of a case why nobody could take it, were the rest allocated as well as can be. */
function findBlocks({ audits, auditors }: AllocationFacts, today: string) {
  const { assigned, unassigned } = proposeAuditors({ audits, auditors, on: today });
  const because = new Map(unassigned.map((one) => [one.caseId, one]));
  const names = new Map(auditors.map(({ id, name }) => [id, name]));
  const loads = loadsOf([...audits, ...assigned]);
  return (audit: AllocationFacts["audits"][number]) => {
    const left = because.get(audit.id);
    if (!left) return null;
    return {
      because: left.because,
      message: left.message,
      rules: blocksOf({ audit, auditors, loads, on: today }).map(({ message, auditorIds }) => ({
        message,
        names: auditorIds.map((id) => names.get(id) ?? ""),
      })),
    };
  };
}

export type AllocationPage = Awaited<ReturnType<typeof findAllocationPage>>;
export type AllocationLine = AllocationPage["cases"]["rows"][number];
