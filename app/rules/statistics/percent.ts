/**
 * Owns how a share of a count is rounded and written.
 * Practice: half up, from whole numbers, never adjusted to add up to 100.
 */

/**
 * 100 × count ÷ total, rounded half up to `dp` decimal places, as text without a sign ("58", "77.5").
 * Null when the total is 0: there is nothing to be a share of.
 * Throws a RangeError when a number is negative or not whole.
 */
export function percent(count: number, total: number, dp: number): string | null {
  if (![count, total, dp].every((n) => Number.isSafeInteger(n) && n >= 0)) {
    throw new RangeError("A percentage needs whole numbers that are not negative");
  }
  if (total === 0) return null;
  const scale = 10n ** BigInt(dp);
  const whole = BigInt(total);
  // Half up is floor(x + ½), and floor is what BigInt division gives: no binary fraction to go wrong.
  const rounded = (200n * scale * BigInt(count) + whole) / (2n * whole);
  if (dp === 0) return rounded.toString();
  return `${rounded / scale}.${(rounded % scale).toString().padStart(dp, "0")}`;
}

/** The same as a whole number, for figures that are compared; null when the total is 0. */
export function wholePercent(count: number, total: number): number | null {
  const text = percent(count, total, 0);
  return text === null ? null : Number(text);
}
