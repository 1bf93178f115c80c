/**
 * Owns what the moderated audits of a cycle say of all its audits, moderated or not.
 * Practice: an audit stands for as many as one over its chance of being moderated (Hájek); those
 * certain to be moderated are all seen, so that only the others are uncertain, by the exact interval
 * for what is drawn without replacement. Simulated, the estimator's own interval held the truth in
 * 79 to 90% of small cycles only.
 */
import { numberOfWhole } from "../statistics/finite-share";
import { weightedShare } from "../statistics/weighted-share";

/** Under so many chosen by chance nothing is said of the others (a choice). */
export const leastByChance = 10;
/** How many cycles are joined at most, to reach that number (a choice). */
export const mostJoined = 12;

/** A cycle by what estimates are made from; a property is counted among those that were seen. */
export type CycleSeen = {
  /** Certain to be moderated: all seen. */
  certain: { n: number; x: number };
  /** Left to chance: how many there are, and how many chance chose; whoever was kept only because
   * their moderation had begun is one of `all` and none of `n`. */
  others: { all: number; n: number; x: number; chance: number | null };
};

/** A share of all audits, from 0 to 1, with an interval that holds it at least 95 times of 100. */
export type ShareOfAll = { share: number; lower: number; upper: number };

/** The share of all audits of these cycles with the property; null where too few are left to chance. */
export function shareOfAll(cycles: readonly CycleSeen[]): ShareOfAll | null {
  const total = (of: (cycle: CycleSeen) => number) =>
    cycles.reduce((sum, cycle) => sum + of(cycle), 0);
  if (total(({ others }) => others.n) < leastByChance) return null;
  const all = total(({ others }) => others.all);
  const certain = { n: total((one) => one.certain.n), x: total((one) => one.certain.x) };
  const N = certain.n + all;
  const seen = (n: number, x: number, pi: number | null) =>
    Array.from({ length: n }, (_, at) => ({ x: at < x ? 1 : 0, pi }));
  const byChance = cycles.flatMap(({ others }) => seen(others.n, others.x, others.chance));
  const { weighted } = weightedShare([...seen(certain.n, certain.x, 1), ...byChance], N);
  // Among them chances differ between joined cycles: the share and the number that count for the
  // same. In one cycle, that is the plain number of them.
  const others = weightedShare(byChance, all);
  if (weighted === null || others.weighted === null || others.effectiveN === null) return null;
  const r = Math.floor(others.effectiveN + 1e-9);
  const x = Math.round(others.weighted * r * 1e9) / 1e9;
  const [lowest, highest] = numberOfWhole(x, r, all);
  // The chances are found by replay, so that their sum may miss the number of audits by a little.
  return {
    share: weighted,
    lower: Math.min(weighted, (certain.x + lowest) / N),
    upper: Math.max(weighted, (certain.x + highest) / N),
  };
}

/** How many of these cycles, the latest first, are joined until enough were chosen by chance; null: never. */
export function joinedUntilEnough<One extends { others: { n: number } }>(
  latestFirst: readonly One[],
): One[] | null {
  const joined: One[] = [];
  let chosen = 0;
  for (const cycle of latestFirst.slice(0, mostJoined)) {
    joined.push(cycle);
    chosen += cycle.others.n;
    if (chosen >= leastByChance) return joined;
  }
  return null;
}
