/**
 * Owns where raters part: grades area by area without names, the widest apart first, and how far they
 * agree altogether.
 * Practice: how far apart is the mean number of steps between any two of them; agreement is
 * Krippendorff's alpha for ordered grades over the areas and the overall grade. What is not
 * applicable or not judged is a gap and stays in view.
 */
import { alphaInterval, alphaOrdinal } from "../statistics/alpha";
import { isGrade, isJudgement, type Judgement, judgements, severity } from "../tools/grades";
import { type Grade, grades } from "../tools/scale";
import { gradedAreas, type ToolDefinition } from "../tools/tools";
import type { Rating } from "./calibration";

export type Part = { code: string; name: string };

/** What a rater grades: the areas in the tool's order, and the whole. */
export const partsOf = (tool: Pick<ToolDefinition, "areas" | "overall">): Part[] => [
  ...gradedAreas(tool).map(({ code, name }) => ({ code, name })),
  ...(tool.overall ? [{ code: "overall", name: "Overall" }] : []),
];

export type PartSpread = Part & {
  /** How many gave each judgement, and whether the reader was one of them. */
  given: { judgement: Judgement; count: number; mine: boolean }[];
  /** Mean steps between two raters; null below two grades. */
  apart: number | null;
  /** By grade and then by the letters, so that nobody's follow each other from part to part. */
  reasons: { judgement: Judgement; reason: string; mine: boolean }[];
};

/** Mean number of steps between any two of these grades; null where there are fewer than two. */
export function meanStepsApart(given: readonly Grade[]): number | null {
  if (given.length < 2) return null;
  let steps = 0;
  for (const [at, one] of given.entries())
    for (const other of given.slice(at + 1)) steps += Math.abs(severity(one) - severity(other));
  return steps / ((given.length * (given.length - 1)) / 2);
}

/** The spread of each part, where raters part most first; what can't be compared last. */
export function spreadOf(parts: readonly Part[], ratings: readonly Rating[]): PartSpread[] {
  return parts
    .map((part) => {
      const own = ratings.flatMap(({ judgement, ...rating }) =>
        rating.area === part.code && isJudgement(judgement) ? [{ ...rating, judgement }] : [],
      );
      return {
        ...part,
        given: judgements.map((judgement) => {
          const those = own.filter((one) => one.judgement === judgement);
          return { judgement, count: those.length, mine: those.some(({ isMine }) => isMine) };
        }),
        apart: meanStepsApart(own.map(({ judgement }) => judgement).filter(isGrade)),
        reasons: own
          .map(({ judgement, reason, isMine }) => ({ judgement, reason, mine: isMine }))
          .sort(
            (a, b) =>
              judgements.indexOf(a.judgement) - judgements.indexOf(b.judgement) ||
              a.reason.localeCompare(b.reason, "en-GB"),
          ),
      };
    })
    .sort((a, b) => (b.apart ?? -1) - (a.apart ?? -1));
}

export type RatersAgreement = {
  /** How many raters and parts could be compared. */
  raters: number;
  parts: number;
  alpha: number | null;
  interval: { lower: number; upper: number } | null;
};

/** Stated, so that the interval is the same each time a page is opened. */
const bootstrap = { seed: 20240415, times: 1000 };

/** How far all of them agree, over all parts. */
export function agreementOf(parts: readonly Part[], ratings: readonly Rating[]): RatersAgreement {
  const raters = [...new Set(ratings.map(({ rater }) => rater))];
  const table = raters.map((rater) =>
    parts.map(({ code }) => {
      const given =
        ratings.find((one) => one.rater === rater && one.area === code)?.judgement ?? "";
      return isGrade(given) ? severity(given) : null;
    }),
  );
  const { alpha, raters: paired, itemsPaired } = alphaOrdinal(table, grades.length);
  return {
    raters: paired,
    parts: itemsPaired,
    alpha,
    interval: alpha === null ? null : alphaInterval(table, grades.length, bootstrap),
  };
}

const number = (value: number): string => value.toFixed(2).replace("-", "−");

/** "0.41 (0.05 to 0.62)"; "Too few to say" where it is undefined. */
export const alphaInWords = ({ alpha, interval }: RatersAgreement): string =>
  alpha === null
    ? "Too few to say"
    : `${number(alpha)}${interval ? ` (${number(interval.lower)} to ${number(interval.upper)})` : ""}`;

/** What alpha means, in plain words; the usual bounds are Krippendorff's, 0.667 and 0.8. */
export function meaningOf({ alpha, interval, raters, parts }: RatersAgreement): string {
  if (alpha === null)
    return "Too few to say how far the raters agree: there are not two grades or more to compare, or all of them are the same grade.";
  const found =
    alpha >= 0.8
      ? "the raters grade this case alike"
      : alpha >= 0.667
        ? "the raters agree enough for careful conclusions"
        : alpha > 0
          ? "the raters agree less than grades that are relied on should"
          : "the raters agree no more than by chance";
  const wide =
    interval && interval.upper - interval.lower > 0.4
      ? " The interval is wide, so this is indicative only."
      : "";
  return `Over ${parts} grades by ${raters} people, ${found}.${wide} 1 is full agreement and 0 is chance; where a case deserves nearly the same grade everywhere, a single step lowers it a lot, so read it beside the picture.`;
}
