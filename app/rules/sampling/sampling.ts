/**
 * Owns the draw: which cases of the caseload are audited, and in which order the reserves follow.
 * Practice: a random sample, stratified by team or cohort, one child of a family, replayable by
 * anyone from its seed and its frame.
 *
 * Every family that can be drawn first gets one child, each of its children equally likely; the
 * strata then share the size by how many families stand in them; each stratum is shuffled, its
 * first places are drawn and the rest wait as reserves in that order.
 */
import { algorithmVersion, seedFor, shuffle } from "../core/random";
import {
  byText,
  type DrawPlan,
  type ExclusionReason,
  type FrameRow,
  familyOf,
  fingerprintByEvent,
  fingerprintFirst,
  fingerprintFrame,
  listStrata,
  reasonToLeaveOut,
  sortFrame,
  stratumOf,
} from "./frame";
import { type Refusal, refuse, shareOut } from "./sizes";

/** What a kept draw was made with; a change in any step here or in the dice is a new name. */
export const drawAlgorithm = `family-stratum-hamilton-2/${algorithmVersion}`;

/** The same over a frame that holds the date by which an event decides. */
export const eventAlgorithm = `family-stratum-hamilton-event-1/${algorithmVersion}`;

/**
 * How each algorithm that ever made a draw took its fingerprint. The first drew in the same way
 * from frames without closed cases, so that its draws still verify.
 */
const fingerprints = new Map([
  [drawAlgorithm, fingerprintFrame],
  [eventAlgorithm, fingerprintByEvent],
  ["family-stratum-hamilton-1/sha256-xoroshiro128plus-fisher-yates-1", fingerprintFirst],
]);

export type Stratum = {
  key: string;
  /** Families that could be drawn here: one child of each. */
  population: number;
  size: number;
};

export type DrawnCase = {
  caseId: string;
  /** Null only for a case without a team in a draw by team. */
  stratum: string | null;
  /** From 1 in each stratum, through the drawn and on through the reserves; null when excluded. */
  position: number | null;
  status: "drawn" | "reserve" | "excluded";
  reason: ExclusionReason | null;
  /**
   * The chance, from 0 to 1, that this case is drawn, given which child stands for every other
   * family. A brother or sister left out for "family" had the same kind of chance.
   */
  probability: number;
};

/** A draw as it is kept: every row of the frame is in `cases`, in the order of the case ids. */
export type Draw = {
  algorithm: string;
  seed: string;
  /** SHA-256 of the frame. */
  fingerprint: string;
  strata: Stratum[];
  cases: DrawnCase[];
};

const count = (keys: readonly (string | null)[], strata: readonly string[]): number[] =>
  strata.map((stratum) => keys.filter((key) => key === stratum).length);

/** Draws a sample from the frame, in any order, as the plan asks; or says why it cannot. */
export function draw(
  frame: readonly FrameRow[],
  plan: DrawPlan,
): { ok: true; draw: Draw } | Refusal {
  const rows = sortFrame(frame);
  if (new Set(rows.map((row) => row.caseId)).size < rows.length) {
    return refuse("repeated-case", "Remove the second row of a case that is in the frame twice");
  }

  const reasons = new Map(rows.map((row) => [row.caseId, reasonToLeaveOut(row, plan)]));
  const { families, standing } = chooseChildren(
    rows.filter((row) => reasons.get(row.caseId) === null),
    plan.seed,
  );

  const strata = listStrata(rows, plan.strataBy);
  const stratumKey = (row: FrameRow) => stratumOf(row, plan.strataBy);
  const populations = count([...standing.values()].map(stratumKey), strata);
  const byHand = new Map(Object.entries(plan.sizes ?? {}));
  const share = (of: number[]) => shareOut({ strata, populations: of, size: plan.size, byHand });
  const shared = share(populations);
  if (!shared.ok) return shared;

  const places = new Map<string, { position: number; drawn: boolean }>();
  strata.forEach((key, i) => {
    const here = [...standing.values()].filter((row) => stratumKey(row) === key);
    shuffle(seedFor(plan.seed, "stratum", key), here).forEach((row, index) => {
      places.set(row.caseId, { position: index + 1, drawn: index < (shared.sizes[i] ?? 0) });
    });
  });

  const rateIn = ratesOf(strata, populations, share);

  const cases = rows.map((row): DrawnCase => {
    const stratum = stratumKey(row);
    const reason = reasons.get(row.caseId) ?? null;
    const out = { caseId: row.caseId, stratum, position: null, status: "excluded" as const };
    if (reason !== null) return { ...out, reason, probability: 0 };
    const family = familyOf(row);
    const representative = standing.get(family) ?? row;
    const children = families.get(family)?.length ?? 1;
    const probability = rateIn(stratum, stratumKey(representative)) / children;
    const place = places.get(row.caseId);
    if (place === undefined) return { ...out, reason: "family", probability };
    const status = place.drawn ? "drawn" : "reserve";
    return { ...out, position: place.position, status, reason: null, probability };
  });

  return {
    ok: true,
    draw: {
      algorithm: plan.event ? eventAlgorithm : drawAlgorithm,
      seed: plan.seed,
      fingerprint: plan.event ? fingerprintByEvent(rows) : fingerprintFrame(rows),
      strata: strata.map((key, i) => ({
        key,
        population: populations[i] ?? 0,
        size: shared.sizes[i] ?? 0,
      })),
      cases,
    },
  };
}

/** The children of each family, and the one of them who stands for it. */
function chooseChildren(rows: readonly FrameRow[], seed: string) {
  const families = new Map<string, FrameRow[]>();
  for (const row of rows)
    families.set(familyOf(row), [...(families.get(familyOf(row)) ?? []), row]);
  const standing = new Map<string, FrameRow>();
  for (const [family, children] of families) {
    const [child] = shuffle(seedFor(seed, "family", family), children);
    if (child) standing.set(family, child);
  }
  return { families, standing };
}

/** The share of a stratum that is drawn when a family stands in `to` and not in `from`. */
function ratesOf(
  strata: readonly string[],
  populations: readonly number[],
  share: (of: number[]) => ReturnType<typeof shareOut>,
) {
  const rates = new Map<string, number>();
  return (to: string | null, from: string | null): number => {
    const move = JSON.stringify([to, from]);
    const known = rates.get(move);
    if (known !== undefined) return known;
    const moved = populations.map(
      (n, i) => n + Number(strata[i] === to) - Number(strata[i] === from),
    );
    const outcome = share(moved);
    const at = strata.indexOf(to ?? "");
    // Where the move would have the draw refused, nobody would have been drawn.
    const rate = outcome.ok ? (outcome.sizes[at] ?? 0) / (moved[at] ?? 1) : 0;
    rates.set(move, rate);
    return rate;
  };
}

/**
 * The case that comes in when a drawn one of this stratum is swapped: the first reserve in the
 * drawn order that is not among the case ids `alreadyTaken`; null when none is left.
 */
export function nextReserve(
  made: Draw,
  stratum: string,
  alreadyTaken: Iterable<string>,
): DrawnCase | null {
  const taken = new Set(alreadyTaken);
  const waiting = made.cases.filter(
    (row) => row.stratum === stratum && row.status === "reserve" && !taken.has(row.caseId),
  );
  waiting.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
  return waiting[0] ?? null;
}

export type Verification =
  | { same: true }
  | { same: false; differs: "algorithm" | "seed" | "frame" | "refused" | "result" };

/** Cases and strata as one text each, in a fixed order; probabilities to 12 places, as stores may round. */
const canonical = ({ strata, cases }: Draw): string =>
  JSON.stringify([
    strata.map((s) => JSON.stringify([s.key, s.population, s.size])).sort(byText),
    cases
      .map((c) =>
        JSON.stringify([
          c.caseId,
          c.stratum,
          c.position,
          c.status,
          c.reason,
          c.probability.toFixed(12),
        ]),
      )
      .sort(byText),
  ]);

/**
 * Runs a kept draw again and says whether it comes out the same, or what first differs:
 * made by another algorithm (it cannot be checked here), another seed, a changed frame, a plan
 * that is now refused, or another result. `recorded` is the draw as made, before any swap.
 */
export function verifyDraw(
  frame: readonly FrameRow[],
  plan: DrawPlan,
  recorded: Draw,
): Verification {
  const fingerprint = fingerprints.get(recorded.algorithm);
  if (fingerprint === undefined) return { same: false, differs: "algorithm" };
  if ((recorded.algorithm === eventAlgorithm) !== (plan.event !== undefined)) {
    return { same: false, differs: "algorithm" };
  }
  if (recorded.seed !== plan.seed) return { same: false, differs: "seed" };
  if (recorded.fingerprint !== fingerprint(frame)) return { same: false, differs: "frame" };
  const again = draw(frame, plan);
  if (!again.ok) return { same: false, differs: "refused" };
  return canonical(again.draw) === canonical(recorded)
    ? { same: true }
    : { same: false, differs: "result" };
}
