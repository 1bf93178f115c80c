/**
 * Owns the figures of reports and trends: from tallies to counts, shares, and the sentences that
 * say them, with how far each can be relied on.
 * Practice: percentages are whole numbers of graded judgements and never without their counts;
 * under ten they are indicative only, under five there are counts alone (both are choices).
 */

import { formatMonth } from "../core/dates";
import { counted, plural } from "../core/words";
import { percent, wholePercent } from "../statistics/percent";
import {
  goodOrAbove,
  gradedTotal,
  isJudgement,
  type JudgementCounts,
  judgements,
  noJudgements,
} from "../tools/grades";
import { goodOrAboveWords } from "../tools/scale";

/** The smallest numbers of graded judgements for a percentage, and for a firm one. */
export const smallest = { percentage: 5, firm: 10 };

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

export type Share = { count: number; of: number; percent: number | null };

/** How far a share of so many can be relied on. */
export type Standing = "none" | "counts-only" | "indicative" | "firm";

export function standingOf(of: number): Standing {
  if (of === 0) return "none";
  if (of < smallest.percentage) return "counts-only";
  return of < smallest.firm ? "indicative" : "firm";
}

/** What is said beside a figure that is not firm; empty when it is, or when there is none. */
export const standingWords: Record<Standing, string> = {
  none: "",
  "counts-only": "too few for a percentage",
  indicative: "indicative only",
  firm: "",
};

/** "31 of 53 (58%)", "3 of 4", or "none graded". */
export function shareInWords(count: number, of: number): string {
  if (of === 0) return "none graded";
  const counts = `${count} of ${of}`;
  return of < smallest.percentage ? counts : `${counts} (${percent(count, of, 0)}%)`;
}

/** The same with what to think of it: "3 of 5 (60%), indicative only". */
export function shareWithStanding(count: number, of: number): string {
  return [shareInWords(count, of), standingWords[standingOf(of)]].filter(Boolean).join(", ");
}

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

/** Good or above of what carries a grade; the percentage is null where nothing does. */
export function shareOf(counts: JudgementCounts): Share {
  const count = goodOrAbove(counts);
  const of = gradedTotal(counts);
  return { count, of, percent: wholePercent(count, of) };
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

/** How many audits the overall tallies stand for. */
export const auditsIn = (counts: JudgementCounts): number =>
  judgements.reduce((sum, code) => sum + counts[code], 0);

const audits = (n: number): string => counted(n, "audit", "audits");
const numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

/** "Since November 2023", of a month YYYY-MM. */
export const since = (month: string): string => `Since ${formatMonth(month)}`;

/**
 * The sentence a manager can repeat: "Since November 2023, 6 of 9 audits of Willow were Good or
 * above (67%). Nine audits are few: indicative only." `when` opens it; `area` is a practice
 * area's name when the figures are not of the overall grade.
 */
export function shareSentence(
  when: string,
  share: Share,
  { whose, area }: { whose?: string; area?: string } = {},
): string {
  const of = whose ? ` of ${whose}` : "";
  const within = area ? ` in ${area.toLowerCase()}` : "";
  if (share.of === 0) return `${when}, no audit${of} was graded${within}.`;
  const were = plural(share.count, "was", "were");
  const standing = standingOf(share.of);
  const part = standing === "counts-only" ? "" : ` (${share.percent}%)`;
  const counted = `${share.count} of ${audits(share.of)}${of}`;
  const first = `${when}, ${counted} ${were} ${goodOrAboveWords}${within}${part}.`;
  if (standing === "firm") return first;
  const few = `${numbers[share.of]} ${plural(share.of, "audit is", "audits are")}`;
  return standing === "indicative"
    ? `${first} ${few} few: indicative only.`
    : `${first} ${few} too few for a percentage.`;
}
