/**
 * Owns how an auditor's load is told: what they have, what is expected of them, and their most.
 * Practice: expected against actual is shown to the auditor and to the lead in the same words.
 */
import { counted } from "../core/words";

/** Numbers of audits of one exercise. */
export type Load = { load: number; expected: number; maximum: number };

/** "2 of 3 expected", and "5 where 2 are expected". */
export const expectedInWords = ({ load, expected }: Omit<Load, "maximum">): string =>
  load <= expected
    ? `${load} of ${expected} expected`
    : `${load} where ${counted(expected, "is", "are")} expected`;

/** "2 of 3 expected, at most 4". */
export const loadInWords = (load: Load): string =>
  `${expectedInWords(load)}, at most ${load.maximum}`;

/** What someone can be expected to have where there are too few audits for what everyone is. */
export const attainable = (expected: number, all: { expected: number; total: number }): number =>
  all.total >= all.expected ? expected : Math.floor((expected * all.total) / all.expected);

/** How far a load is from what is expected: "As expected", "1 below expected", "At their most". */
export function loadStanding({ load, expected, maximum }: Load): string {
  const far = load - expected;
  if (load > maximum) return `${load - maximum} above their most`;
  if (load === maximum && far > 0) return "At their most";
  if (far === 0) return "As expected";
  return far > 0 ? `${far} above expected` : `${-far} below expected`;
}
