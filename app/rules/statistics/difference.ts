/**
 * Owns how uncertain the difference of two shares is.
 * Practice: Newcombe's hybrid score interval at 95%, from the Wilson intervals of both shares
 * (Newcombe 1998, Statistics in Medicine 17:873, method 10).
 */
import { wilson } from "./interval";

export type Difference = { difference: number; lower: number; upper: number };

/**
 * The first share less the second, as proportions from -1 to 1; null where either is of nothing.
 * Throws a RangeError unless each count is whole, not negative and no more than what it is of.
 */
export function differenceOf(x1: number, n1: number, x2: number, n2: number): Difference | null {
  const one = wilson(x1, n1);
  const other = wilson(x2, n2);
  if (one.proportion === null || other.proportion === null) return null;
  const difference = one.proportion - other.proportion;
  return {
    difference,
    lower: difference - Math.hypot(one.proportion - one.lower, other.upper - other.proportion),
    upper: difference + Math.hypot(one.upper - one.proportion, other.proportion - other.lower),
  };
}
