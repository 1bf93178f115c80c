/**
 * Owns how the cases of a draw are counted before its reader: from the open ones, through those left
 * out for each reason, to those that can be drawn.
 * Practice: the numbers add up to the one at the top; closed cases are counted apart, as they are
 * no part of it.
 */
import type { ExclusionReason } from "./frame";

type OfOpenCases = Exclude<ExclusionReason, "closed">;

/** The reasons in the order in which they are asked. */
const order: readonly OfOpenCases[] = [
  "no-event",
  "no-team",
  "sensitive",
  "audited-recently",
  "opened-recently",
  "family",
];

export type DrawSums = {
  open: number;
  leftOut: { reason: OfOpenCases; count: number }[];
  /** What is left of the open ones: one child of each family. */
  canBeDrawn: number;
  /** Closed within the months that a frame looks back over. */
  closed: number;
};

/** Counts a frame by why each of its cases is left out; null for one that can be drawn. */
export function sumDraw(reasons: readonly (ExclusionReason | null)[]): DrawSums {
  const count = (reason: ExclusionReason | null) => reasons.filter((one) => one === reason).length;
  const closed = count("closed");
  return {
    open: reasons.length - closed,
    leftOut: order.flatMap((reason) => {
      const cases = count(reason);
      return cases > 0 ? [{ reason, count: cases }] : [];
    }),
    canBeDrawn: count(null),
    closed,
  };
}
