/**
 * Owns how the audits of a core cycle are shared among its auditors: conflicts block, load is
 * even, and a person chosen in spite of a conflict needs a reason.
 * Practice: what blocks is named by its rule, so that an override is a decision and not a click.
 */

import type { CaseInterests } from "../independence/conflicts";
import {
  type AuditorRule,
  type Objection,
  objectionsTo,
  setAside,
} from "../independence/objections";
import { type Allocation, allocate, type PastPair } from "./allocation";

export type CoreAudit = {
  id: string;
  workerId: string | null;
  auditorId: string | null;
  interests: CaseInterests;
  /** Who audited the case the last time, where this is its re-audit. */
  previousAuditorId?: string | null;
};

export type CoreAuditor = {
  id: string;
  teamId: string | null;
  managerId: string | null;
  expected: number;
  maximum: number;
};

/** How many of the audits each auditor has. */
export function loadsOf(audits: readonly { auditorId: string | null }[]): Map<string, number> {
  const loads = new Map<string, number>();
  for (const { auditorId } of audits) {
    if (auditorId !== null) loads.set(auditorId, (loads.get(auditorId) ?? 0) + 1);
  }
  return loads;
}

/** Who handed which audit back, for whatever reason: it is not proposed to them again. */
export type DeclinedPair = { auditorId: string; auditId: string };

/**
 * An auditor for every audit that has none, leaving the others as they are. `caseId` in the
 * answer is the audit's id. `on` is YYYY-MM-DD.
 */
export function proposeAuditors(input: {
  audits: readonly CoreAudit[];
  auditors: readonly CoreAuditor[];
  pastPairs?: PastPair[];
  declined?: readonly DeclinedPair[];
  on: string;
}): Allocation {
  const { audits, auditors, pastPairs, on } = input;
  const declined = new Set(input.declined?.map((pair) => `${pair.auditorId} ${pair.auditId}`));
  const loads = loadsOf(audits);
  const auditOf = new Map(audits.map((audit) => [audit.id, audit]));
  const auditorOf = new Map(auditors.map((auditor) => [auditor.id, auditor]));
  return allocate({
    cases: audits
      .filter((audit) => audit.auditorId === null)
      .map((audit) => ({
        id: audit.id,
        teamId: audit.interests.teamIds[0] ?? null,
        workerId: audit.workerId,
      })),
    auditors: auditors.map(({ id, expected, maximum }) => ({
      id,
      expected,
      maximum,
      already: loads.get(id) ?? 0,
    })),
    blocked: (auditorId, auditId) => {
      const auditor = auditorOf.get(auditorId);
      const audit = auditOf.get(auditId);
      if (!auditor || !audit || declined.has(`${auditorId} ${auditId}`)) return true;
      return objectionsTo(auditor, audit, on).length > 0;
    },
    pastPairs,
  });
}

/** What stands between one case and some auditors: a conflict rule, or that they are at their most. */
export type Block = { kind: AuditorRule | "maximum"; message: string; auditorIds: string[] };

/**
 * Every rule that keeps an auditor from this case, with whom it stops; someone stopped by two
 * rules stands under both, and only those no conflict stops under "maximum". The rule that stops
 * most comes first.
 */
export function blocksOf(input: {
  audit: Pick<CoreAudit, "interests" | "previousAuditorId">;
  auditors: readonly CoreAuditor[];
  loads: ReadonlyMap<string, number>;
  on: string;
}): Block[] {
  const { audit, auditors, loads, on } = input;
  const blocks = new Map<Block["kind"], Block>();
  const add = (kind: Block["kind"], message: string, auditorId: string) => {
    const held = blocks.get(kind) ?? { kind, message, auditorIds: [] };
    held.auditorIds.push(auditorId);
    blocks.set(kind, held);
  };
  for (const auditor of auditors) {
    const conflicts = objectionsTo(auditor, audit, on);
    for (const { kind, message } of conflicts) add(kind, message, auditor.id);
    if (conflicts.length === 0 && (loads.get(auditor.id) ?? 0) >= auditor.maximum) {
      add("maximum", "They are at their maximum.", auditor.id);
    }
  }
  return [...blocks.values()].sort((a, b) => b.auditorIds.length - a.auditorIds.length);
}

export type Choice =
  | { ok: true; overrideReason: string | null; overridden: AuditorRule[] }
  | { ok: false; refusal: "conflict" | "maximum"; message: string; conflicts: Objection[] };

/**
 * Whether this auditor may take one more audit. Nobody goes above their maximum; what speaks
 * against them is set aside only with a reason, which is then kept and shown.
 */
export function chooseAuditor(input: {
  audit: Pick<CoreAudit, "interests" | "previousAuditorId">;
  auditor: CoreAuditor;
  /** Audits the auditor has in this exercise, without this one. */
  load: number;
  reason: string;
  on: string;
}): Choice {
  const { audit, auditor, load, reason, on } = input;
  const conflicts = objectionsTo(auditor, audit, on);
  if (load >= auditor.maximum) {
    const message = `Choose someone else, or raise their maximum: they have ${load} of at most ${auditor.maximum}`;
    return { ok: false, refusal: "maximum", message, conflicts };
  }
  const chosen = setAside(conflicts, reason);
  return chosen.ok ? chosen : { ...chosen, refusal: "conflict", conflicts };
}
