/**
 * Owns which counts are too small to publish, and what a reader knows of one that is hidden.
 * Practice: 1 to 5 is hidden and 0 is shown, as the Department for Education does it.
 */

/** The largest count that points at a child. */
export const largestSmall = 5;

/** Whether a count is hidden for itself. Nothing of 0 points at anyone. */
export const isSmall = (count: number): boolean => count >= 1 && count <= largestSmall;

/** Throws a RangeError unless every number is whole and not negative. */
export function needCounts(counts: Iterable<number>): void {
  for (const count of counts) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError("Suppression needs whole numbers that are not negative");
    }
  }
}

/**
 * Who reads what is published: someone who knows of each hidden count whether it is small, and that
 * the others are larger; someone who knows which are small, and nothing of the others; or someone who
 * can't tell those apart, as "c" stands for both.
 */
export type Reader = "whole rule" | "small ones" | "no marks";

/** What a hidden count may be for all that the reader knows of it alone. A 0 is shown. */
export function boundsOf(count: number, reader: Reader): { least: number; most: number } {
  const most = Number.POSITIVE_INFINITY;
  if (count === 0) return { least: 0, most: 0 };
  if (reader === "no marks") return { least: 1, most };
  if (isSmall(count)) return { least: 1, most: largestSmall };
  return { least: reader === "whole rule" ? largestSmall + 1 : 1, most };
}
