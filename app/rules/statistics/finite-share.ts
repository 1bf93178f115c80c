/**
 * Owns how many of a known whole have a property, from those of it that chance looked at.
 * Practice: the exact interval for drawing without replacement (hypergeometric), each tail at 2.5%
 * (Buonaccorsi 1987, The American Statistician 41:215); it holds for every whole, however small.
 */

const tail = 0.025;
/** Rounding in the sums of probabilities must not shut out what lies exactly on the border. */
const slack = 1e-12;

/** ln(n!), for every n up to `most`. */
function logFactorials(most: number): number[] {
  const sums = [0];
  for (let n = 1; n <= most; n += 1) sums.push((sums[n - 1] as number) + Math.log(n));
  return sums;
}

/**
 * The numbers K of `M` of which `x` or fewer (then: `x` or more) of `r` looked at are not so rare as
 * one in forty: `[lowest, highest]`, whole. All of M when all were looked at leave one. Between two
 * whole numbers `x` is rounded outwards. Throws a RangeError unless 0 ≤ x ≤ r ≤ M, the last two whole.
 */
export function numberOfWhole(x: number, r: number, M: number): [number, number] {
  if (!Number.isSafeInteger(r) || !Number.isSafeInteger(M) || !(x >= 0 && x <= r && r <= M))
    throw new RangeError("A number of a whole needs 0 ≤ x ≤ r ≤ M");
  const ln = logFactorials(M);
  const choose = (n: number, k: number) =>
    k < 0 || k > n ? -Infinity : (ln[n] as number) - (ln[k] as number) - (ln[n - k] as number);
  /** The chance that `from` to `to` of the r have the property, if K of M do. */
  const chance = (K: number, from: number, to: number) => {
    let sum = 0;
    for (let k = from; k <= to; k += 1)
      sum += Math.exp(choose(K, k) + choose(M - K, r - k) - choose(M, r));
    return sum;
  };
  const [down, up] = [Math.floor(x), Math.ceil(x)];
  let lowest = 0;
  while (lowest < M && chance(lowest, down, r) < tail - slack) lowest += 1;
  let highest = M;
  while (highest > 0 && chance(highest, 0, up) < tail - slack) highest -= 1;
  return [lowest, highest];
}
