/**
 * Owns why a drawn case may be swapped for the next reserve.
 * Practice: never because a case is difficult; every swap has a reason from this list and a note,
 * and swaps are counted and shown.
 */
export const swapReasons = [
  "closed",
  "transferred-out",
  "already-reviewed",
  "proceedings",
  "record-restricted",
  "wrong-team",
] as const;
export type SwapReason = (typeof swapReasons)[number];

export const swapReasonNames: Record<SwapReason, string> = {
  closed: "The case has closed since the draw",
  "transferred-out": "The child has moved to another authority",
  "already-reviewed": "Another review of the case is under way",
  proceedings: "An inquiry, inquest or complaint rules an audit out just now",
  "record-restricted": "The record is restricted and can’t be opened to an auditor",
  "wrong-team": "The case was recorded under the wrong team",
};

/** The reason and the note as they are kept: "The case has closed since the draw: …". */
export const swapInWords = (reason: SwapReason, note: string): string =>
  `${swapReasonNames[reason]}: ${note}`;
