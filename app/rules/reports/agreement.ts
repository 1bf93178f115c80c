/**
 * Owns how far auditors and the panel agree, of the pairs of grades that moderated audits leave.
 * Practice: exact and within-one agreement beside two coefficients that take chance away, since one
 * of them falls where nearly everything has one grade; a mean step for which way the gap goes.
 */
import { agreement } from "../statistics/agreement";
import { isGrade, severity } from "../tools/grades";
import { type Grade, grades } from "../tools/scale";
import { type Figure, figureOf } from "./figure";

/** Pairs that are alike, counted: what an auditor first gave and what became final, and of what. */
export type Pair = {
  exerciseId: string;
  area: string;
  teamId: string;
  cohort: string;
  auditorId: string;
  auditor: string;
  final: string;
  /** Selected by chance: not for what the auditor found, and not kept for having begun. */
  random: boolean;
  count: number;
};

/** Pairs of which both carry a grade. */
export type GradedPair = Pair & { auditor: Grade; final: Grade };

export const isGraded = (pair: Pair): pair is GradedPair =>
  isGrade(pair.auditor) && isGrade(pair.final);

/** In steps of the scale: negative where the auditor was more generous than the panel. */
export const stepsOf = (pair: GradedPair): number => severity(pair.auditor) - severity(pair.final);

/** A number with its 95% interval; `interval` is null where nothing can be said of its precision. */
export type Estimate = { value: number; interval: { lower: number; upper: number } | null };

/** How far pairs agree. */
export type Agreement = {
  /** Pairs of two grades: the base of everything here. */
  n: number;
  /** Pairs of which one carries no grade (not applicable, not judged). */
  ungraded: number;
  /** Too few for more than counts. */
  few: boolean;
  /** Pairs by the auditor's grade (rows) and the final one, best first. */
  table: number[][];
  same: Figure;
  withinOne: Figure;
  generous: Figure;
  harsh: Figure;
  /** Agreement beyond chance; null where undefined, or too few to say. */
  kappa: Estimate | null;
  ac2: Estimate | null;
  /** Mean steps, negative for generous; null where too few to say. */
  gap: Estimate | null;
  /** The final grade most pairs have, and how many have it; null without pairs. */
  prevalent: { grade: Grade; count: number } | null;
};

/** The agreement of these pairs; under `least` of them there are counts alone. */
export function agreementOf(pairs: readonly Pair[], least: number): Agreement {
  const graded = pairs.filter(isGraded);
  const table = grades.map((own) =>
    grades.map((last) =>
      sum(graded.filter(({ auditor, final }) => auditor === own && final === last)),
    ),
  );
  const found = agreement(table);
  const few = found.n < least;
  const figure = (of: string, count: number): Figure =>
    figureOf(of, count, found.n, { interval: true });
  const where = (holds: (steps: number) => boolean) =>
    sum(graded.filter((pair) => holds(stepsOf(pair))));
  const finals = grades.map((grade) => ({
    grade,
    count: sum(graded.filter(({ final }) => final === grade)),
  }));
  const [prevalent] = finals.sort((one, other) => other.count - one.count);
  return {
    n: found.n,
    ungraded: sum(pairs) - found.n,
    few,
    table,
    same: figure("The same grade", found.exactCount),
    withinOne: figure("Within one grade", found.withinOneCount),
    generous: figure(
      "Better than the panel",
      where((steps) => steps < 0),
    ),
    harsh: figure(
      "Worse than the panel",
      where((steps) => steps > 0),
    ),
    kappa: few ? null : estimateOf(found.kappaQuadratic),
    ac2: few ? null : estimateOf(found.ac2Quadratic),
    gap: few ? null : gapOf(graded),
    prevalent: prevalent && found.n > 0 ? prevalent : null,
  };
}

const z = 1.959963984540054;

/** A coefficient of at most 1; a standard error of nothing is no precision. */
function estimateOf({ value, se }: { value: number | null; se: number | null }): Estimate | null {
  if (value === null) return null;
  const within = (end: number) => Math.min(1, Math.max(-1, end));
  const interval =
    se === null || se === 0
      ? null
      : { lower: within(value - z * se), upper: within(value + z * se) };
  return { value, interval };
}

/** The mean step of graded pairs, with the interval of a mean; null without pairs. */
export function gapOf(pairs: readonly GradedPair[]): Estimate | null {
  const n = sum(pairs);
  if (n === 0) return null;
  const value = pairs.reduce((all, pair) => all + pair.count * stepsOf(pair), 0) / n;
  const squares = pairs.reduce((all, pair) => all + pair.count * (stepsOf(pair) - value) ** 2, 0);
  if (n < 2 || squares < 1e-12) return { value, interval: null };
  const half = z * Math.sqrt(squares / (n - 1) / n);
  return { value, interval: { lower: value - half, upper: value + half } };
}

const sum = (pairs: readonly { count: number }[]): number =>
  pairs.reduce((all, { count }) => all + count, 0);

/** Four shades by what share of all pairs a cell holds; none for an empty one. */
export const shadeOf = (count: number, n: number): number | null =>
  count === 0 ? null : [0.05, 0.15, 0.35].filter((step) => count / n >= step).length;
