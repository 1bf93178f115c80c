/**
 * Owns the figures of trends over a period: per cycle, over the whole, and per practice area.
 * Practice: closed core cycles and final grades only, re-audits left out (the tallies hold no
 * other); scores before and after a change of the tool, or of its major version, are not joined.
 */

import { formatMonth } from "../core/dates";
import type { JudgementCounts } from "../tools/grades";
import { type Grade, grades } from "../tools/scale";
import { type Edition, editionInWords, isSameEdition } from "../tools/versions";
import { type Figure, type GradeMix, goodFigure, gradeMix, type Wanted } from "./figure";
import { caveatOf, figureInWords, goodInSentence, since } from "./figure-words";
import { addCounts, areasInOrder, countTallies, overall, type Tally } from "./reports";

/** A closed core cycle; `month` YYYY-MM, `edition` what graded it. */
export type Cycle = { id: string; title: string; month: string; edition: Edition };

/** One cycle's counts of what was asked for: overall, or one practice area. */
export type CycleCounts = Cycle & { counts: JudgementCounts };

/** What a page is given of a cycle: its grade mix, or the share of good grades alone. */
export type CycleMix = Cycle & { mix: GradeMix };
export type CycleGood = Cycle & { good: Figure };

const cycleAlone = ({ id, title, month, edition }: Cycle): Cycle => ({ id, title, month, edition });

export const withMix = (cycle: CycleCounts, wanted?: Wanted): CycleMix => ({
  ...cycleAlone(cycle),
  mix: gradeMix(cycle.counts, wanted),
});

export const withGood = (cycle: CycleCounts, wanted?: Wanted): CycleGood => ({
  ...cycleAlone(cycle),
  good: goodFigure(cycle.counts, wanted),
});

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
  const sentence = goodInSentence(since(first.month), goodFigure(sumCounts(now)), about);
  const before = comparable(cycles.slice(0, cycles.length - now.length));
  const [earliest] = before;
  if (!earliest) return sentence;
  const good = goodFigure(sumCounts(before));
  const from = formatMonth(earliest.month);
  const caveat = caveatOf(good);
  const on =
    earliest.edition.toolId === first.edition.toolId
      ? "an earlier version of the tool"
      : `another tool (${editionInWords(earliest.edition)})`;
  return `${sentence} Before that, on ${on} and not to be compared: ${figureInWords(good)} from ${from}${caveat ? `, ${caveat}` : ""}.`;
}

type Camel<Code extends string> = Code extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Code;

/** A number of a figure; null where the figure is hidden. */
type Shown = number | null;

/** Counts by grade, each under its code as one word: requiresImprovement. */
type FigureCounts = Record<Camel<Grade>, Shown>;

/** `percent` is null too where nothing carries a grade. */
type Share = { count: Shown; of: Shown; percent: Shown };

const asOneWord = (code: string): string =>
  code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

type Figures = { audits: Shown; overall: FigureCounts; goodOrAbove: Share };

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
    notApplicable: Shown;
    notJudged: Shown;
    goodOrAbove: Share;
  }[];
};

const countOf = (figure: Figure): Shown => (figure.standing === "hidden" ? null : figure.count);

const gradeCounts = ({ grades: figures }: GradeMix): FigureCounts =>
  Object.fromEntries(
    grades.map((grade) => [asOneWord(grade), countOf(figures[grade])]),
  ) as FigureCounts;

const shareOf = (figure: Figure): Share =>
  figure.standing === "hidden"
    ? { count: null, of: null, percent: null }
    : { count: figure.count, of: figure.base, percent: figure.share ?? null };

function figures(counts: JudgementCounts): Figures {
  const mix = gradeMix(counts);
  const audits = mix.graded.standing === "hidden" ? null : mix.graded.base;
  return { audits, overall: gradeCounts(mix), goodOrAbove: shareOf(mix.good) };
}

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
      const mix = gradeMix(countTallies(tallies, area));
      return {
        area,
        counts: gradeCounts(mix),
        notApplicable: countOf(mix.without["not-applicable"]),
        notJudged: countOf(mix.without["not-judged"]),
        goodOrAbove: shareOf(mix.good),
      };
    }),
  };
}
