/**
 * Owns how the demonstration's closed cycles were selected: by the first algorithm, under its name.
 * Practice: closed cycles keep what was done; nothing new is selected this way, because an audit's
 * chance hung on when it arrived.
 */

import { seedFor, sha256Hex } from "~/rules/core/random";
import type { CertainReason } from "~/rules/moderation/certain";
import { moderationRange } from "~/rules/moderation/moderation";
import type { SelectionReason } from "~/rules/moderation/selection";

export type ArrivedAudit = {
  auditId: string;
  auditorId: string;
  teamId: string;
  certain: CertainReason[];
  /** `committed`: a moderator has begun to grade it, so that it can't be released. */
  selected: { reason: SelectionReason; committed: boolean } | null;
};

export type FirstChange = {
  select: { auditId: string; reason: SelectionReason; probability: number }[];
  release: string[];
};

/**
 * What changes once the last of `arrived` is in, and again with everything in at the close.
 * Certain audits are always taken. Random ones fill up to the least number, in the order of their
 * priority, and give way to certain ones that come later until someone has moderated them.
 * The answer depends on the seed and on `arrived` alone. `probability` is 1 for a certain audit;
 * for a random one its share in that pick: places left to fill over audits that could fill them.
 */
export function selectOnArrival(input: { seed: string; arrived: ArrivedAudit[] }): FirstChange {
  const range = moderationRange(input.arrived.length);
  const most = Math.max(range.min, range.max);
  const pool = input.arrived.map((audit) => candidate(audit, input.seed));

  const change: FirstChange = { select: [], release: [] };
  for (const one of pool) {
    const [reason] = one.audit.certain;
    const now = one.audit.selected?.reason;
    if (reason === undefined || (now !== undefined && now !== "random")) continue;
    one.reason = reason;
    change.select.push({ auditId: one.audit.auditId, reason, probability: 1 });
  }

  while (chosen(pool).length > most) {
    const surplus = pool.filter((one) => one.reason === "random" && !one.committed);
    const last = inOrderOfPick(surplus, pool).at(-1);
    if (last === undefined) break;
    last.reason = null;
    change.release.push(last.audit.auditId);
  }

  const places = range.min - chosen(pool).length;
  const free = pool.filter((one) => one.reason === null);
  for (let place = 0; place < places; place += 1) {
    const waiting = pool.filter((one) => one.reason === null);
    const next = inOrderOfPick(waiting, pool)[0];
    if (next === undefined) break;
    next.reason = "random";
    const probability = places / free.length;
    change.select.push({ auditId: next.audit.auditId, reason: "random", probability });
  }
  return change;
}

type Candidate = {
  audit: ArrivedAudit;
  reason: SelectionReason | null;
  committed: boolean;
  /** Worked out when first needed: most arrivals change nothing. */
  priority: () => string;
};

function candidate(audit: ArrivedAudit, seed: string): Candidate {
  let known: string | undefined;
  return {
    audit,
    reason: audit.selected?.reason ?? null,
    committed: audit.selected?.committed ?? false,
    priority: () => {
      known ??= sha256Hex(seedFor(seed, audit.auditId));
      return known;
    },
  };
}

const chosen = (pool: Candidate[]): Candidate[] => pool.filter((one) => one.reason !== null);

/** Fewest of the same auditor chosen so far first, then of the same team, then by priority. */
function inOrderOfPick(some: Candidate[], pool: Candidate[]): Candidate[] {
  const auditors = new Map<string, number>();
  const teams = new Map<string, number>();
  for (const { audit } of chosen(pool)) {
    auditors.set(audit.auditorId, (auditors.get(audit.auditorId) ?? 0) + 1);
    teams.set(audit.teamId, (teams.get(audit.teamId) ?? 0) + 1);
  }
  const count = (counts: Map<string, number>, key: string) => counts.get(key) ?? 0;
  return [...some].sort(
    (a, b) =>
      count(auditors, a.audit.auditorId) - count(auditors, b.audit.auditorId) ||
      count(teams, a.audit.teamId) - count(teams, b.audit.teamId) ||
      (a.priority() < b.priority() ? -1 : 1),
  );
}
