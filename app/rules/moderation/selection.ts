/**
 * Owns which audits the moderation panel sees: what changes as audits arrive, as reasons arise and
 * at the close.
 * Practice: certain ones are always taken; chance adds others by the sealed order, seen by nobody
 * before an audit is in; what a moderator has begun is finished and counted, and named.
 */
import { counted, plural } from "../core/words";
import { forGrades } from "../tools/scale";
import {
  alwaysByChance,
  type Candidate,
  chanceByReplay,
  chosenByChance,
  mostOf,
} from "./by-chance";
import { type CertainReason, certainReasonCodes } from "./certain";
import { moderationRange, type Percentages } from "./moderation";
import type { Listed } from "./sealed-order";

export type SelectionReason = CertainReason | "random" | "kept" | "added";

/** Reasons give grades away: never shown to a moderator who has not committed. */
export const selectionReasonNames: Record<SelectionReason, string> = {
  ...forGrades(({ name }) => `Graded ${name}`),
  "new-auditor": "A new auditor's first audit",
  concern: "A safeguarding concern was raised",
  consistency: "A consistency question was answered",
  correction: "A factual correction was declined",
  random: "Chosen at random",
  kept: "Chosen at random, and kept because its moderation had begun",
  added: "Added by the QA lead",
};

/** Shown in place of a reason that this reader may not know of: a concern they are implicated in. */
export type ShownReason = SelectionReason | "certain";

export const shownReasonNames: Record<ShownReason, string> = {
  ...selectionReasonNames,
  certain: "Certain to be moderated",
};

/** Whether chance once chose it, and still is the reason why it is moderated. */
export const isByChance = (reason: SelectionReason): boolean =>
  reason === "random" || reason === "kept";

const isCertainReason = (reason: SelectionReason): boolean =>
  certainReasonCodes.some((code) => code === reason);

/** An audit of the cycle that is not withdrawn. */
export type LiveAudit = Omit<Candidate, "certain"> & {
  /** It is submitted: an audit still to come is never selected, whatever its place. */
  arrived: boolean;
  certain: readonly CertainReason[];
  /** `committed`: a moderator has begun to grade it, so that it can't be released. */
  selected: { reason: SelectionReason; committed: boolean } | null;
};

export type SelectionException =
  | "no-whole-number"
  | "certain-above-range"
  | "added-above-range"
  | "kept-above-range"
  | "too-few-left";

export type SelectionChange = {
  /** To select, or to go on with for another reason. */
  select: { auditId: string; reason: SelectionReason; probability: number }[];
  /** Chosen by chance, not begun, and no longer needed. */
  release: string[];
  exception: { code: SelectionException; message: string } | null;
};

/** Whether an audit is certain by now, or was: what was once certain stays so. */
export const isCertain = ({ arrived, certain, selected }: LiveAudit): boolean =>
  arrived && (certain.length > 0 || (selected !== null && isCertainReason(selected.reason)));

const candidateOf = (audit: LiveAudit): Candidate => ({ ...audit, certain: isCertain(audit) });

/** Those whom chance sends to moderation, whether they are in or still to come. */
export const byChance = (live: readonly LiveAudit[], percentages: Percentages): Set<string> =>
  chosenByChance(live.map(candidateOf), percentages);

/**
 * What changes as things stand. The answer depends on the order, on which audits are live and on
 * which are certain; when one arrived, or who began, moves nothing but whether one that is no longer
 * needed can still be let go. `probability` is 1 for a certain audit; for one chosen by chance how
 * many chance takes over how many it could take, until the chance itself is worked out at the close.
 */
export function selectSealed(input: {
  live: readonly LiveAudit[];
  percentages: Percentages;
}): SelectionChange {
  const { live, percentages } = input;
  const chosen = byChance(live, percentages);
  const free = live.filter((audit) => !isCertain(audit) && !audit.letGo).length;
  const share = free === 0 ? 0 : chosen.size / free;
  const change: SelectionChange = { select: [], release: [], exception: null };
  const after: SelectionReason[] = [];
  for (const audit of live) {
    if (!audit.arrived) continue;
    const now = audit.selected?.reason ?? null;
    const next = reasonFor(audit, chosen.has(audit.auditId));
    if (next !== null) after.push(next);
    if (next === now) continue;
    const { auditId } = audit;
    if (next === null) change.release.push(auditId);
    else {
      const probability = isByChance(next) ? share : 1;
      change.select.push({ auditId, reason: next, probability });
    }
  }
  const waits = live.some(({ arrived }) => !arrived);
  change.exception = exceptionOf(after, { n: live.length, waits }, percentages);
  return change;
}

function reasonFor(audit: LiveAudit, isChosen: boolean): SelectionReason | null {
  const now = audit.selected?.reason ?? null;
  const [reason] = audit.certain;
  if (now !== null && !isByChance(now)) return now;
  if (reason !== undefined && !audit.letGo) return reason;
  if (isChosen) return "random";
  return audit.selected?.committed ? "kept" : null;
}

export type Chance = { chance: number; sampled: boolean };

/**
 * Once nothing more arrives: each audit's chance of being moderated, by its id, and whether estimates
 * are made from it. One that was let go has none.
 */
export function chancesAtClose(
  order: readonly (Listed & { auditNow: string })[],
  live: readonly LiveAudit[],
  { percentages, seed }: { percentages: Percentages; seed: string },
): Map<string, Chance> {
  const facts = new Map(live.map((one) => [one.auditId, one]));
  const chosen = byChance(live, percentages);
  const list = order.map((one) => {
    const fact = facts.get(one.auditNow);
    return {
      ...one,
      certain: fact !== undefined && isCertain(fact),
      letGo: fact?.letGo ?? false,
      withdrawn: fact === undefined,
    };
  });
  const chance = chanceByReplay(list, percentages, seed);
  const chances = new Map<string, Chance>();
  for (const audit of live) {
    if (audit.letGo) continue;
    if (isCertain(audit)) chances.set(audit.auditId, { chance: 1, sampled: true });
    else if (chance !== null)
      chances.set(audit.auditId, { chance, sampled: chosen.has(audit.auditId) });
  }
  return chances;
}

/** Re-audits are no part of the range: each is moderated where it is certain to be, and only then. */
export function selectReAudits(
  arrived: readonly Pick<LiveAudit, "auditId" | "certain" | "selected" | "letGo">[],
): SelectionChange["select"] {
  return arrived.flatMap(({ auditId, certain: [reason], selected, letGo }) =>
    reason === undefined || selected !== null || letGo ? [] : [{ auditId, reason, probability: 1 }],
  );
}

/** The exception to name for what is selected of `n` live audits; `waits` while one is still to come. */
export function exceptionOf(
  selected: readonly SelectionReason[],
  { n, waits }: { n: number; waits: boolean },
  percentages: Percentages,
): SelectionChange["exception"] {
  const { min, feasible } = moderationRange(n, percentages);
  const most = mostOf(n, percentages);
  const count = selected.length;
  const of = `${count} of ${n} ${plural(n, "audit is", "audits are")} moderated`;
  if (count > most) {
    const added = selected.filter((reason) => reason === "added").length;
    const kept = selected.filter((reason) => reason === "kept").length;
    if (count - kept - added > most)
      return {
        code: "certain-above-range",
        message: `${of}, more than the range allows, because every one that must be moderated is taken${alwaysByChance(n, percentages) ? ", and beside them always one at random" : ""}.`,
      };
    if (count - kept > most)
      return {
        code: "added-above-range",
        message: `${of}, more than the range allows, because the QA lead added ${added}.`,
      };
    return {
      code: "kept-above-range",
      message: `${of}, more than the range allows, because the moderation of ${kept} chosen at random had begun before others had to be taken.`,
    };
  }
  if (count < min && !waits)
    return {
      code: "too-few-left",
      message: `${of}, fewer than the range asks for, because the others were let go: everyone who may moderate had read their grades.`,
    };
  if (!feasible && count > 0)
    return {
      code: "no-whole-number",
      message: `No whole number of ${counted(n, "audit")} lies inside the range, so the nearest above is taken: ${count} of ${n}.`,
    };
  return null;
}
