/**
 * Owns how a share stands beside the one before it.
 * Practice: a direction is named only where both have a percentage, and a change of words goes with
 * every sign; it says nothing of chance.
 */
import type { Figure } from "./figure";
import { countsInWords, isEmpty, percentInWords } from "./figure-words";

export type Moved = { sign: "▲" | "▼" | "=" | ""; words: string };

/** "▲", "up from 50%"; without a sign "before: 2 of 4"; null where nothing was graded before. */
export function movedFrom(before: Figure | null, now: Figure): Moved | null {
  if (before === null || isEmpty(before)) return null;
  const was = percentInWords(before);
  const is = percentInWords(now);
  if (before.standing === "hidden" || now.standing === "hidden" || !was || !is) {
    return { sign: "", words: `before: ${was || countsInWords(before)}` };
  }
  const change = (now.share ?? 0) - (before.share ?? 0);
  if (change === 0) return { sign: "=", words: `as before, ${was}` };
  return change > 0
    ? { sign: "▲", words: `up from ${was}` }
    : { sign: "▼", words: `down from ${was}` };
}
