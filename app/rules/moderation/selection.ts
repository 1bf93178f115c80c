/**
 * Owns which audits the moderation panel sees, decided as they arrive and settled at the close.
 * Practice: certain for what matters most (the worst grade, the best, a new auditor's first, a
 * safeguarding concern), the rest random and replayable, spread over auditors and teams, so that
 * moderation never lags the cycle and still ends inside its percentages.
 */

import { seedFor, sha256Hex } from "../core/random";
import { counted, plural } from "../core/words";
import type { Judgement } from "../tools/grades";
import {
  type EscalatingGrade,
  type ExceptionalGrade,
  escalatingGrades,
  exceptionalGrades,
  forGrades,
  type Grade,
} from "../tools/scale";
import { moderationRange, type Percentages } from "./moderation";

export type CertainReason = EscalatingGrade | ExceptionalGrade | "new-auditor" | "concern";
/** The weightiest first; a grade that is a reason is named by its code. */
export const certainReasonCodes: readonly CertainReason[] = [
  ...escalatingGrades,
  ...exceptionalGrades,
  "new-auditor",
  "concern",
];
export type SelectionReason = CertainReason | "random" | "added";

/** Reasons give grades away: never shown to a moderator who has not committed. */
export const selectionReasonNames: Record<SelectionReason, string> = {
  ...forGrades(({ name }) => `Graded ${name}`),
  "new-auditor": "A new auditor's first audit",
  concern: "A safeguarding concern was raised",
  random: "Chosen at random",
  added: "Added by the QA lead",
};

/** Shown in place of a reason that this reader may not know of: a concern they are implicated in. */
export type ShownReason = SelectionReason | "certain";

export const shownReasonNames: Record<ShownReason, string> = {
  ...selectionReasonNames,
  certain: "Certain to be moderated",
};

/** Why a submitted audit is certain to be moderated, the weightiest reason first. */
export function certainReasons(
  audit: {
    overall: Grade | null;
    areas: Judgement[];
    auditorEstablished: boolean;
    auditorsFirst: boolean;
    concernRaised: boolean;
  },
  inUse: readonly CertainReason[] = certainReasonCodes,
): CertainReason[] {
  const holds: Record<CertainReason, boolean> = {
    ...forGrades(
      ({ code, escalates }) => audit.overall === code || (escalates && audit.areas.includes(code)),
    ),
    "new-auditor": audit.auditorsFirst && !audit.auditorEstablished,
    concern: audit.concernRaised,
  };
  return certainReasonCodes.filter((reason) => holds[reason] && inUse.includes(reason));
}

export type ArrivedAudit = {
  auditId: string;
  auditorId: string;
  teamId: string;
  certain: CertainReason[];
  /** Let go because everyone who may moderate had read its grades: counted, never taken again. */
  letGo?: boolean;
  /** `committed`: a moderator has begun to grade it, so that it can't be released. */
  selected: { reason: SelectionReason; committed: boolean } | null;
};

export type SelectionException =
  | "no-whole-number"
  | "certain-above-range"
  | "added-above-range"
  | "committed-above-range";

export type SelectionChange = {
  /** To select, or (already selected at random) to keep for a certain reason from now on. */
  select: { auditId: string; reason: SelectionReason; probability: number }[];
  /** Random selections no longer needed. */
  release: string[];
  exception: { code: SelectionException; message: string } | null;
};

/**
 * What changes once the last of `arrived` is in, and again with everything in at the close.
 * Certain audits are always taken. Random ones fill up to the least number, in the order of their
 * priority, and give way to certain ones that come later until someone has moderated them.
 * The answer depends on the seed and on `arrived` alone. `probability` is 1 for a certain audit;
 * for a random one its share in that pick: places left to fill over audits that could fill them.
 */
export function selectOnArrival(input: {
  seed: string;
  arrived: ArrivedAudit[];
  percentages?: Percentages;
}): SelectionChange {
  const range = moderationRange(input.arrived.length, input.percentages);
  const most = Math.max(range.min, range.max);
  const pool = input.arrived.map((audit) => candidate(audit, input.seed));

  const change: SelectionChange = { select: [], release: [], exception: null };
  for (const one of pool) {
    const [reason] = one.audit.certain;
    const now = one.audit.selected?.reason;
    if (one.audit.letGo || reason === undefined || (now !== undefined && now !== "random"))
      continue;
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
  const free = pool.filter((one) => one.reason === null && !one.audit.letGo);
  for (let place = 0; place < places; place += 1) {
    const waiting = pool.filter((one) => one.reason === null && !one.audit.letGo);
    const next = inOrderOfPick(waiting, pool)[0];
    if (next === undefined) break;
    next.reason = "random";
    const probability = places / free.length;
    change.select.push({ auditId: next.audit.auditId, reason: "random", probability });
  }
  change.exception = exceptionOf(pool, range);
  return change;
}

/** Re-audits are no part of the range: each is moderated where it is certain to be, and only then. */
export function selectReAudits(
  arrived: readonly Pick<ArrivedAudit, "auditId" | "certain" | "selected" | "letGo">[],
): SelectionChange["select"] {
  return arrived.flatMap(({ auditId, certain: [reason], selected, letGo }) =>
    reason === undefined || selected !== null || letGo ? [] : [{ auditId, reason, probability: 1 }],
  );
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

function exceptionOf(
  pool: Candidate[],
  range: ReturnType<typeof moderationRange>,
): SelectionChange["exception"] {
  const count = chosen(pool).length;
  const most = Math.max(range.min, range.max);
  const of = `${count} of ${pool.length}`;
  if (count > most) {
    const added = pool.filter((one) => one.reason === "added").length;
    const random = pool.filter((one) => one.reason === "random").length;
    if (count - random - added > most)
      return {
        code: "certain-above-range",
        message: `${of} ${plural(pool.length, "audit is", "audits are")} moderated, more than the range allows, because every one that must be moderated is taken.`,
      };
    if (count - random > most)
      return {
        code: "added-above-range",
        message: `${of} ${plural(pool.length, "audit is", "audits are")} moderated, more than the range allows, because the QA lead added ${added}.`,
      };
    return {
      code: "committed-above-range",
      message: `${of} ${plural(pool.length, "audit is", "audits are")} moderated, more than the range allows, because moderation of some chosen at random had begun before others had to be taken.`,
    };
  }
  if (!range.feasible && count > 0)
    return {
      code: "no-whole-number",
      message: `No whole number of ${counted(pool.length, "audit")} lies inside the range, so the nearest above is taken: ${of}.`,
    };
  return null;
}
