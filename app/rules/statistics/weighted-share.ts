/**
 * Owns what a selection says about the whole it was taken from.
 * Practice: Hájek's ratio estimator (1971) with weights that are one over the chance of selection;
 * its linearised variance with a finite population correction; Kish's effective number.
 */

/** The 97.5% point of the normal distribution. */
const z = 1.959963984540054;

/** One selected: what was seen (0 or 1 for a share) and the chance it had of being selected. */
export type Selected = { x: number; pi: number | null };

/** What a selection of n says of N, all as proportions; null where undefined. */
export type WeightedShare = {
  n: number;
  /** How many had to be selected (chance 1); null where a chance makes no sense. */
  certain: number | null;
  raw: number | null;
  weighted: number | null;
  weightSum: number | null;
  effectiveN: number | null;
  se: number | null;
  interval: [number, number] | null;
  /** A standard error of exactly 0 says nothing of precision, and is never shown as such. */
  seIsZero: boolean;
  /** Everything there is was selected. */
  census: boolean;
  /** Other standard errors, for comparison: without the correction, and for a fixed number. */
  optional: { seWithReplacement: number | null; seFixedSize: number | null };
};

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const isChance = (pi: number | null): pi is number => pi !== null && pi > 0 && pi <= 1;
/** The root of a variance that rounding may have left just off zero. */
const root = (variance: number) => (variance < 1e-24 ? 0 : Math.sqrt(variance));

/**
 * The weighted mean of `selected`, its standard error and 95% interval within 0 and 1. `N` is how
 * many there are in all: it tells a census, in which every chance counts as 1, and a selection that
 * can't be. A chance that is missing, or not above 0 and at most 1, leaves the raw mean alone.
 */
export function weightedShare(selected: Selected[], N: number): WeightedShare {
  const n = selected.length;
  const none: WeightedShare = {
    n,
    certain: n === 0 ? 0 : null,
    raw: n === 0 ? null : total(selected.map(({ x }) => x)) / n,
    weighted: null,
    weightSum: null,
    effectiveN: null,
    se: null,
    interval: null,
    seIsZero: false,
    census: false,
    optional: { seWithReplacement: null, seFixedSize: null },
  };
  if (n === 0 || n > N || !selected.every(({ pi }) => isChance(pi))) return none;
  const census = n === N;
  const taken = selected.map(({ x, pi }) => ({ x, pi: census ? 1 : (pi as number) }));
  const weightSum = total(taken.map(({ pi }) => 1 / pi));
  const weighted = total(taken.map(({ x, pi }) => x / pi)) / weightSum;
  /** How far each pulls the estimate, and how much of it chance decided. */
  const pulls = taken.map(({ x, pi }) => ({
    pull: (x - weighted) / pi / weightSum,
    byChance: 1 - pi,
  }));
  const random = taken.filter(({ pi }) => pi < 1).length;
  const se =
    random === 1
      ? null
      : standardError(random, pulls, ({ pull, byChance }) => byChance * pull ** 2);
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const chance = total(pulls.map(({ byChance }) => byChance));
  const centre =
    chance === 0 ? 0 : total(pulls.map(({ pull, byChance }) => byChance * pull)) / chance;
  return {
    ...none,
    certain: n - random,
    weighted,
    weightSum,
    effectiveN: weightSum ** 2 / total(taken.map(({ pi }) => pi ** -2)),
    se,
    interval: se === null ? null : [clamp(weighted - z * se), clamp(weighted + z * se)],
    seIsZero: se === 0,
    census,
    optional: {
      seWithReplacement: n === 1 ? null : standardError(n, pulls, ({ pull }) => pull ** 2),
      seFixedSize:
        random === 1
          ? null
          : standardError(random, pulls, ({ pull, byChance }) => byChance * (pull - centre) ** 2),
    },
  };
}

/** The root of a sum of squares, corrected for having been worked out from `m` (0: nothing left to chance). */
function standardError<T>(m: number, pulls: T[], square: (pull: T) => number): number {
  return m === 0 ? 0 : root((m / (m - 1)) * total(pulls.map(square)));
}
