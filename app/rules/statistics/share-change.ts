/**
 * Owns how uncertain the difference of two shares is.
 * Practice: Newcombe's interval from the two Wilson intervals at 95%, without continuity correction
 * (Newcombe 1998, Statistics in Medicine 17:873, method 10).
 */
import { wilson } from "./interval";

export type ShareChange = { difference: number; lower: number; upper: number };

type Counted = { count: number; of: number };

/** The share after less the share before, from -1 to 1; null where either is of nothing. */
export function shareChange(before: Counted, after: Counted): ShareChange | null {
  const [one, other] = [wilson(before.count, before.of), wilson(after.count, after.of)];
  if (one.proportion === null || other.proportion === null) return null;
  const difference = other.proportion - one.proportion;
  return {
    difference,
    lower: difference - Math.hypot(other.proportion - other.lower, one.upper - one.proportion),
    upper: difference + Math.hypot(other.upper - other.proportion, one.proportion - one.lower),
  };
}
