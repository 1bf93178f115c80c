/**
 * Owns a sample beside an earlier one that asked the same: whether what changed could be chance.
 * Practice: a question is the same where its code and its words are; a sample whose figures are too
 * few says so and nothing more.
 */
import { type Figure, isHidden } from "../reports/figure";
import { isEmpty, isFew, percentInWords } from "../reports/figure-words";
import { differenceOf } from "../statistics/difference";
import type { Question } from "../tools/tools";
import type { Tally } from "./samples";

/** One question that both asked: met then, met now, and the change in words. */
export type ThenAndNow = { code: string; text: string; before: Figure; now: Figure; words: string };

/** The questions that both ask, as the later sample has them. */
export function sameQuestions(now: readonly Question[], earlier: readonly Question[]): Question[] {
  const asked = new Map(earlier.map(({ code, text }) => [code, text.trim()]));
  return now.filter(({ code, text }) => asked.get(code) === text.trim());
}

/** The same questions side by side, in the order of the later sample. */
export function thenAndNow(now: readonly Tally[], earlier: readonly Tally[]): ThenAndNow[] {
  const asked = new Map(earlier.map((tally) => [tally.code, tally]));
  return now.flatMap(({ code, text, met }) => {
    const before = asked.get(code);
    if (!before || before.text.trim() !== text.trim()) return [];
    return [{ code, text, before: before.met, now: met, words: changeInWords(before.met, met) }];
  });
}

const points = (share: number): string => {
  const whole = Math.round(share * 100);
  return whole < 0 ? `−${-whole}` : String(whole);
};

/** "Up 27 points (8 to 44): more than chance"; "Up 9 points (−12 to 30): could be chance". */
export function changeInWords(before: Figure, now: Figure): string {
  if (isHidden(before) || isHidden(now)) return "Hidden";
  if (isEmpty(before) || isEmpty(now) || !percentInWords(before) || !percentInWords(now))
    return "Too few to say";
  const found = differenceOf(now.count, now.base, before.count, before.base);
  if (!found) return "Too few to say";
  const { difference, lower, upper } = found;
  const by = Math.round(Math.abs(difference) * 100);
  const way =
    by === 0
      ? "No change"
      : `${difference > 0 ? "Up" : "Down"} ${by} ${by === 1 ? "point" : "points"}`;
  const chance = lower <= 0 && upper >= 0 ? "could be chance" : "more than chance";
  const caveat = isFew(before) || isFew(now) ? ", indicative only" : "";
  return `${way} (${points(lower)} to ${points(upper)}): ${chance}${caveat}`;
}
