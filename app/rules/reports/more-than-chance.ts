/**
 * Owns whether a team's share of good grades differs from others' by more than chance.
 * Practice: a team is set against those it is not part of; the 95% interval of the difference must
 * not hold 0; where either side is of too few for a percentage nothing is said.
 */
import { differenceOf } from "../statistics/difference";
import { type Figure, isHidden } from "./figure";
import { isEmpty, isFew, percentInWords } from "./figure-words";

/** "Higher", "Lower, indicative only", "Not clear": what to think of a figure beside the others'. */
export function differenceInWords(
  own: Figure,
  others: Figure,
  /** What is said where nothing was graded that it could be set beside. */
  none = "No other team graded",
): string {
  if (isHidden(own) || isHidden(others)) return "Hidden";
  if (isEmpty(others)) return none;
  if (isEmpty(own) || !percentInWords(own) || !percentInWords(others)) return "Too few to say";
  const found = differenceOf(own.count, own.base, others.count, others.base);
  const said = !found || (found.lower <= 0 && found.upper >= 0) ? "No more than chance" : null;
  if (said) return said;
  const way = found && found.difference > 0 ? "Higher" : "Lower";
  return isFew(own) || isFew(others) ? `${way}, indicative only` : `${way} than chance explains`;
}
