/**
 * Owns what a sparkline says: a share over the last cycles, in so little room that it has no axis.
 * Practice: what was graded with something else is not joined, and a share of too few is a gap.
 */
import { formatMonth } from "../core/dates";
import { isSameEdition } from "../tools/versions";
import type { SparkPoint } from "./blocks";
import { figureWithCaveat, isEmpty, percentInWords } from "./figure-words";
import { type CycleCounts, withGood } from "./trends";

/** The share of good grades of each of these cycles, oldest first. */
export const sparklineOf = (cycles: readonly CycleCounts[]): SparkPoint[] =>
  cycles.map((cycle, at) => {
    const before = cycles[at - 1];
    return {
      month: cycle.month,
      figure: withGood(cycle, { exact: true }).good,
      apart: before !== undefined && !isSameEdition(before.edition, cycle.edition),
    };
  });

/** "November 2023 58%; anew: January 2024 62%"; cycles in which nothing was graded are left out. */
export function sparklineInWords(points: readonly SparkPoint[]): string {
  let words = "";
  let anew = false;
  for (const { month, figure, apart } of points) {
    anew ||= apart;
    if (isEmpty(figure)) continue;
    const said = `${formatMonth(month)} ${percentInWords(figure) || figureWithCaveat(figure)}`;
    words += words === "" ? said : anew ? `; not joined: ${said}` : `, ${said}`;
    anew = false;
  }
  return words || "none graded";
}

/** Where a point stands in the drawing, from 0 to 100; undefined where it is a gap. */
export const sparkPlace = ({ figure }: SparkPoint): number | undefined =>
  percentInWords(figure) === "" || figure.standing === "hidden" ? undefined : figure.exact;

/** The points that are joined, each with its place among all of them. */
export function sparkRuns(points: readonly SparkPoint[]): { at: number; place: number }[][] {
  const runs: { at: number; place: number }[][] = [];
  let joined = false;
  points.forEach((point, at) => {
    const place = sparkPlace(point);
    if (point.apart) joined = false;
    if (place === undefined) {
      joined = false;
      return;
    }
    if (joined) runs.at(-1)?.push({ at, place });
    else runs.push([{ at, place }]);
    joined = true;
  });
  return runs;
}
