/**
 * Owns what the figures of reports and trends are made of: tallies, added up by area and by basis.
 * Practice: a figure counts judgements of audits that are final, and says whose they are.
 */

import {
  gradedTotal,
  isJudgement,
  type JudgementCounts,
  judgements,
  noJudgements,
} from "../tools/grades";

/** The code that overall grades are tallied under, beside the practice areas. */
export const overall = "overall";

/**
 * Whose judgements a figure counts: the auditor's as first submitted, the moderator's as first
 * committed, or the final ones. All three count nothing but audits that are final.
 */
export const bases = ["auditor", "moderator", "final"] as const;
export type Basis = (typeof bases)[number];

/** Judgements counted: how many of one code in one area. */
export type Tally = { area: string; judgement: string; count: number };

/** The counts of one area, whatever else the tallies are split by. */
export function countTallies(tallies: Iterable<Tally>, area: string): JudgementCounts {
  const counts = noJudgements();
  for (const tally of tallies) {
    if (tally.area === area && isJudgement(tally.judgement)) {
      counts[tally.judgement] += tally.count;
    }
  }
  return counts;
}

/** Two counts as one. */
export function addCounts(one: JudgementCounts, other: JudgementCounts): JudgementCounts {
  const sum = noJudgements();
  for (const code of judgements) sum[code] = one[code] + other[code];
  return sum;
}

/**
 * What a team's figures lead with: null for the overall grade, or, where none of its cases was
 * graded overall, the practice area it was graded in most, the tool's first of equals.
 */
export function leadingArea<A extends { code: string }>(
  areas: readonly A[],
  tallies: readonly Tally[],
): A | null {
  const graded = (code: string) => gradedTotal(countTallies(tallies, code));
  if (graded(overall) > 0) return null;
  const most = Math.max(0, ...areas.map(({ code }) => graded(code)));
  return most === 0 ? null : (areas.find(({ code }) => graded(code) === most) ?? null);
}

/** Every area in the order of the tool, then any other that was tallied, by code. */
export function areasInOrder(known: readonly string[], tallies: Iterable<Tally>): string[] {
  const others = new Set<string>();
  for (const { area } of tallies) if (area !== overall && !known.includes(area)) others.add(area);
  return [...known, ...[...others].sort()];
}
