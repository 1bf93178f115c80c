/**
 * Owns whether swaps kept to the order of the draw.
 * Practice: the order was set by chance before anyone knew which case would have to go; whoever
 * swaps has no choice of what comes in, and anyone can check that afterwards.
 */
import { type Draw, nextReserve } from "./sampling";

/** One swap by its case ids; those left out could not be audited either when it was made. */
export type SwapMade = { out: string; in: string; passedOver: readonly string[] };

export type SwapsVerified =
  | { ok: true }
  /** `index` is the place in the list of the first swap that broke the order. */
  | { ok: false; index: number; because: "not-in-the-list" | "not-the-next" };

/**
 * Whether each swap, in the order made, put in the next reserve of the same group. Swaps follow
 * the order that chance set before anyone knew which case would have to go, so that they bend no
 * family's chance: where what makes a case impossible to audit has nothing to do with the draw, the
 * list after all swaps is as random a sample of the other families as one drawn from them alone.
 */
export function verifySwaps(made: Draw, swaps: readonly SwapMade[]): SwapsVerified {
  const drawn = made.cases.filter(({ status }) => status === "drawn");
  const listed = new Set(drawn.map(({ caseId }) => caseId));
  const taken = new Set(listed);
  const stratumOf = new Map(made.cases.map(({ caseId, stratum }) => [caseId, stratum]));
  for (const [index, swap] of swaps.entries()) {
    const stratum = stratumOf.get(swap.out);
    if (!stratum || !listed.has(swap.out)) return { ok: false, index, because: "not-in-the-list" };
    const next = nextReserve(made, stratum, [...taken, ...swap.passedOver]);
    if (next?.caseId !== swap.in) return { ok: false, index, because: "not-the-next" };
    listed.delete(swap.out);
    listed.add(swap.in);
    taken.add(swap.in);
  }
  return { ok: true };
}
