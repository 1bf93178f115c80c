/**
 * Owns how uncertain a share is.
 * Practice: Wilson's score interval at 95%, without continuity correction
 * (Newcombe 1998, Statistics in Medicine 17:857, method 3).
 */

/** The 97.5% point of the normal distribution: 95% between it and its negative. */
const z = 1.959963984540054;

export type Interval =
  | { proportion: number; lower: number; upper: number }
  | { proportion: null; lower: null; upper: null };

/**
 * The interval around `x` of `n`, all as proportions from 0 to 1; all null when n is 0.
 * Lower is exactly 0 when x is 0, upper exactly 1 when x is n.
 * Throws a RangeError unless 0 ≤ x ≤ n, both whole.
 */
export function wilson(x: number, n: number): Interval {
  if (!Number.isSafeInteger(x) || !Number.isSafeInteger(n) || x < 0 || x > n) {
    throw new RangeError("An interval needs whole numbers with 0 ≤ x ≤ n");
  }
  if (n === 0) return { proportion: null, lower: null, upper: null };
  const centre = (x + (z * z) / 2) / (n + z * z);
  const halfWidth = (z * Math.sqrt((x * (n - x)) / n + (z * z) / 4)) / (n + z * z);
  return {
    proportion: x / n,
    lower: x === 0 ? 0 : centre - halfWidth,
    upper: x === n ? 1 : centre + halfWidth,
  };
}
