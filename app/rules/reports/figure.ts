/**
 * Owns what a figure is: one type that carries it whole from the server to whatever shows it, so that
 * no page works a number out, and none can be shown without how far it can be relied on.
 * Practice: percentages are whole numbers and never without their counts; under ten they are
 * indicative only, under five there are counts alone (both are choices of the council).
 */
import { wilson } from "../statistics/interval";
import { wholePercent } from "../statistics/percent";
import {
  goodOrAbove,
  gradedTotal,
  type JudgementCounts,
  judgementNames,
  judgements,
  type Ungraded,
  ungraded,
} from "../tools/grades";
import { forGrades, type Grade, goodOrAboveWords, grades } from "../tools/scale";

/** The smallest bases for a percentage, and for a firm one. */
export type Smallest = { percentage: number; firm: number };

export const usualSmallest: Smallest = { percentage: 5, firm: 10 };

let inForce = (): Smallest => usualSmallest;

/** What the council has chosen; every figure is made by it, so that none can be made by another. */
export const smallest = (): Smallest => inForce();

/** Says where the council's choice is found; the server does once, for each request its own. */
export function findSmallestBy(find: () => Smallest): void {
  inForce = find;
}

/**
 * How far a figure can be relied on: the weakest that holds, from "hidden" (its numbers are small
 * enough to point at a child) over "too few" for a percentage, "indicative" and "provisional" (what
 * it counts may still change) to "final".
 */
export type Standing = "final" | "provisional" | "indicative" | "too few" | "hidden";

/** A figure that must not be read: it holds no number. */
export type HiddenFigure = { standing: "hidden"; of: string };

export type ShownFigure = {
  standing: Exclude<Standing, "hidden">;
  /** What is counted, in words: the name of a grade, "Met". */
  of: string;
  count: number;
  /** What the count is of. */
  base: number;
  /** The whole percent, rounded half up; left out where the base is 0. */
  share?: number;
  /** The same unrounded, where a chart draws it. */
  exact?: number;
  /** The bounds of the 95% interval of the share, in percent and unrounded, where one is wanted. */
  interval?: { lower: number; upper: number };
};

/** Narrow it by `standing` before any of its numbers is read. */
export type Figure = HiddenFigure | ShownFigure;

export const isHidden = (figure: Figure): figure is HiddenFigure => figure.standing === "hidden";

/** What else is asked of a figure beside its counts; `by` where it is made in a browser. */
export type Wanted = {
  provisional?: boolean;
  exact?: boolean;
  interval?: boolean;
  by?: Smallest;
};

function standingOf(base: number, { provisional, by }: Wanted): ShownFigure["standing"] {
  const { percentage, firm } = by ?? smallest();
  if (base < percentage) return "too few";
  if (base < firm) return "indicative";
  return provisional ? "provisional" : "final";
}

/** A figure of `count` out of `base`. Throws a RangeError unless 0 ≤ count ≤ base, both whole. */
export function figureOf(of: string, count: number, base: number, wanted: Wanted = {}): Figure {
  if (count > base) throw new RangeError("A figure counts no more than its base");
  const share = wholePercent(count, base);
  const standing = standingOf(base, wanted);
  if (share === null) return { standing, of, count, base };
  const { lower, upper } = wilson(count, base);
  return {
    standing,
    of,
    count,
    base,
    share,
    ...(wanted.exact ? { exact: (100 * count) / base } : {}),
    ...(wanted.interval && lower !== null
      ? { interval: { lower: 100 * lower, upper: 100 * upper } }
      : {}),
  };
}

/**
 * A figure whose share is an estimate of a larger whole, with its interval (both from 0 to 1); its
 * counts are of what was seen of it. Throws as `figureOf` does.
 */
export function estimatedFigureOf(
  of: string,
  count: number,
  base: number,
  estimate: { share: number; lower: number; upper: number },
): Figure {
  const { standing } = figureOf(of, count, base);
  const [exact, lower, upper] = [estimate.share, estimate.lower, estimate.upper].map(
    (share) => 100 * share,
  ) as [number, number, number];
  return { standing, of, count, base, share: Math.round(exact), exact, interval: { lower, upper } };
}

/** One part of a bar that stands for a whole, on a scale from 0 to 100. */
export type Segment<Code extends string> = { code: Code; count: number; from: number; to: number };

/**
 * The parts of a bar, side by side in the order given; none for what was counted 0 times, and none
 * at all where one is hidden, because the others would tell its size.
 */
export function segmentsOf<Code extends string>(
  parts: readonly (readonly [Code, Figure])[],
): Segment<Code>[] {
  const segments: Segment<Code>[] = [];
  let before = 0;
  for (const [code, figure] of parts) {
    if (figure.standing === "hidden") return [];
    const { count, base } = figure;
    if (count === 0) continue;
    const to = before + count;
    segments.push({ code, count, from: (100 * before) / base, to: (100 * to) / base });
    before = to;
  }
  return segments;
}

/** How judgements spread over the scale. */
export type GradeMix = {
  /** Each grade, and the share of good ones, of what carries a grade. */
  grades: Record<Grade, Figure>;
  good: Figure;
  /** What carries a grade and what does not, and why, of everything judged. */
  graded: Figure;
  ungraded: Figure;
  without: Record<Ungraded, Figure>;
  /** The grades as parts of a bar, the best first. */
  segments: Segment<Grade>[];
};

/** Good or above, of what carries a grade. */
export const goodFigure = (counts: JudgementCounts, wanted?: Wanted): Figure =>
  figureOf(goodOrAboveWords, goodOrAbove(counts), gradedTotal(counts), wanted);

/** The figures of a grade mix; its place in a chart is wanted of the share of good ones alone. */
export function gradeMix(counts: JudgementCounts, wanted: Wanted = {}): GradeMix {
  const { exact: _, ...others } = wanted;
  const graded = gradedTotal(counts);
  const all = judgements.reduce((sum, code) => sum + counts[code], 0);
  const each = forGrades(({ code, name }) => figureOf(name, counts[code], graded, others));
  const without = (code: Ungraded) => figureOf(judgementNames[code], counts[code], all, others);
  return {
    grades: each,
    good: goodFigure(counts, wanted),
    graded: figureOf("Graded", graded, all, others),
    ungraded: figureOf("Not graded", all - graded, all, others),
    without: Object.fromEntries(ungraded.map((code) => [code, without(code)])) as Record<
      Ungraded,
      Figure
    >,
    segments: segmentsOf(grades.map((grade) => [grade, each[grade]] as const)),
  };
}
