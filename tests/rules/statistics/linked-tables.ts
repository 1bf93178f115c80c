import { type Direction, judgementLines, linkedTable } from "~/rules/reports/linked-figures";

/** So many lines, and all of them together. */
export function direction(name: string, length: number): Direction {
  const codes = Array.from({ length }, (_, index) => `${name}${index}`);
  return [...codes.map((code) => ({ code })), { code: `${name}-all`, parts: codes }];
}

export const gradeLines: Direction = judgementLines.filter(
  ({ code }) => !["not-applicable", "not-judged", "ungraded", "all"].includes(code),
);

/** Counts for the counted lines in turn, from a list that is long enough. */
export function tableFrom(directions: readonly Direction[], counts: readonly number[]) {
  let at = 0;
  return linkedTable(directions, () => counts[at++ % counts.length] ?? 0);
}

/** How many counts a table is made of. */
export const leaves = (directions: readonly Direction[]) =>
  directions.reduce((n, lines) => n * lines.filter(({ parts }) => !parts).length, 1);
