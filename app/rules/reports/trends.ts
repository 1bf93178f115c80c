/**
 * Owns the figures of trends over a period: per cycle, over the whole, and per practice area.
 * Practice: closed core cycles and final grades only, re-audits left out (the tallies hold no
 * other); scores before and after a change of the tool, or of its major version, are not joined.
 */

import { formatMonth } from "../core/dates";
import type { JudgementCounts } from "../tools/grades";
import { type Grade, grades } from "../tools/scale";
import { type Edition, editionInWords, isSameEdition } from "../tools/versions";
import {
  addCounts,
  areasInOrder,
  auditsIn,
  countTallies,
  overall,
  type Share,
  shareInWords,
  shareOf,
  shareSentence,
  since,
  standingOf,
  standingWords,
  type Tally,
} from "./reports";

/** A closed core cycle; `month` YYYY-MM, `edition` what graded it. */
export type Cycle = { id: string; title: string; month: string; edition: Edition };

/** One cycle's counts of what was asked for: overall, or one practice area. */
export type CycleCounts = Cycle & { counts: JudgementCounts };

/** Counts of one area for each cycle, in the order of the cycles. */
export function countCycles(
  cycles: readonly Cycle[],
  tallies: readonly (Tally & { exerciseId: string })[],
  area: string,
): CycleCounts[] {
  const own = new Map<string, Tally[]>();
  for (const tally of tallies) {
    const others = own.get(tally.exerciseId);
    if (others) others.push(tally);
    else own.set(tally.exerciseId, [tally]);
  }
  return cycles.map((cycle) => ({ ...cycle, counts: countTallies(own.get(cycle.id) ?? [], area) }));
}

/** The cycles at the end that were graded like the last one: what can be compared. */
export function comparable<C extends Pick<Cycle, "edition">>(cycles: readonly C[]): C[] {
  const last = cycles.at(-1);
  if (!last) return [];
  const breaks = cycles.findLastIndex(({ edition }) => !isSameEdition(edition, last.edition));
  return cycles.slice(breaks + 1);
}

/** All the counts of several cycles as one. */
export const sumCounts = (cycles: readonly { counts: JudgementCounts }[]): JudgementCounts =>
  cycles.map(({ counts }) => counts).reduce(addCounts, countTallies([], overall));

/**
 * What is said of a period: the cycles that can be compared, then, apart, those graded alike just
 * before the last break. Empty when there is no cycle.
 */
export function trendSentences(
  cycles: readonly CycleCounts[],
  about: { whose?: string; area?: string } = {},
): string {
  const now = comparable(cycles);
  const [first] = now;
  if (!first) return "";
  const sentence = shareSentence(since(first.month), shareOf(sumCounts(now)), about);
  const before = comparable(cycles.slice(0, cycles.length - now.length));
  const [earliest] = before;
  if (!earliest) return sentence;
  const share = shareOf(sumCounts(before));
  const from = formatMonth(earliest.month);
  const standing = standingWords[standingOf(share.of)];
  const on =
    earliest.edition.toolId === first.edition.toolId
      ? "an earlier version of the tool"
      : `another tool (${editionInWords(earliest.edition)})`;
  return `${sentence} Before that, on ${on} and not to be compared: ${shareInWords(share.count, share.of)} from ${from}${standing ? `, ${standing}` : ""}.`;
}

type Camel<Code extends string> = Code extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Code;

/** Counts by grade, each under its code as one word: requiresImprovement. */
type FigureCounts = Record<Camel<Grade>, number>;

const asOneWord = (code: string): string =>
  code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

type Figures = { audits: number; overall: FigureCounts; goodOrAbove: Share };

/**
 * What /trends.json answers, read by other programs: what stands in it is never changed.
 * `toolVersion` is the tool's major number; every tool counts its own, so where the cycles are of
 * more than one tool each also says which. `total` and `areas` count the whole period asked for,
 * whatever graded it: who joins only what can be compared asks for a period within one version.
 */
export type TrendsFile = {
  cycles: ({
    month: string;
    toolVersion: number;
    tool?: { id: string; name: string };
  } & Figures)[];
  total: Figures;
  areas: {
    area: string;
    counts: FigureCounts;
    notApplicable: number;
    notJudged: number;
    goodOrAbove: Share;
  }[];
};

const figureCounts = (counts: JudgementCounts): FigureCounts =>
  Object.fromEntries(grades.map((grade) => [asOneWord(grade), counts[grade]])) as FigureCounts;

const figures = (counts: JudgementCounts): Figures => ({
  audits: auditsIn(counts),
  overall: figureCounts(counts),
  goodOrAbove: shareOf(counts),
});

/** The figures of a period; `knownAreas` are the codes of the tool, in its order. */
export function trendsFile(
  cycles: readonly Cycle[],
  tallies: readonly (Tally & { exerciseId: string })[],
  knownAreas: readonly string[],
): TrendsFile {
  const byCycle = countCycles(cycles, tallies, overall);
  const severalTools = new Set(cycles.map(({ edition }) => edition.toolId)).size > 1;
  return {
    cycles: byCycle.map(({ month, edition, counts }) => ({
      month,
      toolVersion: edition.major,
      ...(severalTools ? { tool: { id: edition.toolId, name: edition.toolName } } : {}),
      ...figures(counts),
    })),
    total: figures(sumCounts(byCycle)),
    areas: areasInOrder(knownAreas, tallies).map((area) => {
      const counts = countTallies(tallies, area);
      return {
        area,
        counts: figureCounts(counts),
        notApplicable: counts["not-applicable"],
        notJudged: counts["not-judged"],
        goodOrAbove: shareOf(counts),
      };
    }),
  };
}
