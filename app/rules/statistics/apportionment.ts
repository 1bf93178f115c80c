/**
 * Owns how a sample is shared out over strata.
 * Practice: largest remainder (Hamilton), with and without one place for every non-empty stratum.
 */

/** Whole, not negative, and exact: what a population or a sample size can be. */
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * Shares `k` places over `strata` (populations, in display order) by largest remainder.
 * Whole numbers throughout. Equal remainders: the larger stratum, then the earlier one.
 * Null when `k` is more than everyone, or when any number is not a count.
 */
export function hamilton(strata: number[], k: number): number[] | null {
  if (!strata.every(isCount) || !isCount(k)) return null;
  const total = strata.reduce((sum, population) => sum + BigInt(population), 0n);
  if (BigInt(k) > total) return null;
  if (total === 0n) return strata.map(() => 0);

  const shares = strata.map((population, index) => {
    const product = BigInt(k) * BigInt(population);
    return { index, population, floor: Number(product / total), remainder: product % total };
  });
  let spare = k - shares.reduce((sum, share) => sum + share.floor, 0);
  const places = shares.map((share) => share.floor);
  const inLine = shares.toSorted((a, b) => {
    if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
    return b.population - a.population || a.index - b.index;
  });
  for (const share of inLine) {
    if (spare === 0) break;
    places[share.index] = share.floor + 1;
    spare -= 1;
  }
  return places;
}

/**
 * As `hamilton`, with at least one place for every non-empty stratum: strata whose quota is
 * below one are fixed at one and set aside, the quotas of the rest are worked out again, and so
 * on until none is below one. No stratum ever gets more than its population.
 * Null when `k` is fewer than the non-empty strata or more than everyone.
 */
export function hamiltonMin1(strata: number[], k: number): number[] | null {
  if (!strata.every(isCount) || !isCount(k)) return null;
  const sum = (indexes: number[]) => indexes.reduce((t, i) => t + BigInt(strata[i] ?? 0), 0n);
  let open = strata.flatMap((population, index) => (population > 0 ? [index] : []));
  if (k < open.length || BigInt(k) > sum(open)) return null;

  const places = strata.map(() => 0);
  let left = k;
  for (;;) {
    const total = sum(open);
    const isBelowOne = (index: number) => BigInt(left) * BigInt(strata[index] ?? 0) < total;
    const fixed = open.filter(isBelowOne);
    if (fixed.length === 0) break;
    for (const index of fixed) places[index] = 1;
    open = open.filter((index) => !fixed.includes(index));
    left -= fixed.length;
  }
  const rest = hamilton(
    open.map((index) => strata[index] ?? 0),
    left,
  );
  if (rest === null) return null;
  open.forEach((index, i) => {
    places[index] = rest[i] ?? 0;
  });
  return places;
}
