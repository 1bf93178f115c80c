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

export const isSwapReason = (code: string | null): code is SwapReason =>
  swapReasons.some((reason) => reason === code);

/** What became of the cases of one team, or of one auditor. */
export type SwapCount = {
  id: string;
  name: string;
  /** Cases that are theirs or were, swapped in or out included. */
  cases: number;
  swapped: number;
  reasons: { name: string; count: number }[];
};

/**
 * Swaps counted by whose case went out: by team, or by auditor. `cases` has every case of a cycle
 * by whose it is or was, swapped out or not; nobody is left out for having no swap.
 */
export function countSwaps(
  cases: readonly { id: string; name: string }[],
  swaps: readonly { id: string; reason: SwapReason | null }[],
): SwapCount[] {
  const counts = new Map<string, SwapCount>();
  for (const { id, name } of cases) {
    const held = counts.get(id) ?? { id, name, cases: 0, swapped: 0, reasons: [] };
    counts.set(id, { ...held, cases: held.cases + 1 });
  }
  for (const { id, reason } of swaps) {
    const held = counts.get(id);
    if (!held) continue;
    held.swapped += 1;
    const name = reason === null ? "Reason in words only" : swapReasonNames[reason];
    const known = held.reasons.find((one) => one.name === name);
    if (known) known.count += 1;
    else held.reasons.push({ name, count: 1 });
  }
  return [...counts.values()];
}
