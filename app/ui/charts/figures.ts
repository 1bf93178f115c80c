/**
 * Owns what the charts draw before it is drawn: where a figure stands, what has room, and runs
 * between tool versions.
 * Practice: trends break where the tool or its major version changes, and never join across it.
 */
import { formatMonth } from "~/rules/core/dates";
import type { Figure, GradeMix, Segment } from "~/rules/reports/figure";
import type { GapPoint } from "~/rules/reports/leans";
import { type Edition, editionInWords, isSameEdition } from "~/rules/tools/versions";

/** Where a figure is drawn, from 0 to 100; undefined where there is none, or none to be seen. */
export const placeOf = (figure: Figure): number | undefined =>
  figure.standing === "hidden" ? undefined : figure.exact;

/** Whether a segment is wide enough for its count at the narrowest bar the screens use. */
export const hasRoom = ({ count, from, to }: Segment<string>): boolean =>
  to - from >= 3 + 3 * String(count).length;

export type ChartCycle = {
  id: string;
  /** YYYY-MM. */
  month: string;
  /** What graded it. */
  edition: Edition;
};

/** One column of the chart of grade mixes. */
export type GradeMixCycle = ChartCycle & { mix: GradeMix };

export type Slot<Cycle> =
  | { key: string; cycle: Cycle }
  | { key: string; edition: Edition; month: string; cycle?: undefined };

/** The cycles in order, with a slot of its own for every change of what graded them. */
export function withBreaks<Cycle extends ChartCycle>(cycles: readonly Cycle[]): Slot<Cycle>[] {
  return cycles.flatMap((cycle, index) => {
    const before = cycles[index - 1];
    const slot = { key: cycle.id, cycle };
    return before && !isSameEdition(before.edition, cycle.edition)
      ? [{ key: `before-${cycle.id}`, edition: cycle.edition, month: cycle.month }, slot]
      : [slot];
  });
}

/** "Core audit, version 2 from November 2023": every change, in words; empty without one. */
export const breaksInWords = (cycles: readonly ChartCycle[]): string[] =>
  withBreaks(cycles).flatMap((slot) =>
    slot.cycle ? [] : [`${editionInWords(slot.edition)}, from ${formatMonth(slot.month)}`],
  );

const mostLetters = 40;

/** A name of so many letters at most. */
export const shortName = (name: string, letters: number): string =>
  name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`;

/** What fits beside a line of a narrow drawing; the number stands at the end and is never cut. */
export function shortEdition(edition: Edition): string {
  const number = editionInWords({ ...edition, toolName: "" });
  return editionInWords({
    ...edition,
    toolName: shortName(edition.toolName, mostLetters - number.length),
  });
}

const letterWidth = 8.6;

/**
 * What is written to the right of each line of a break, drawn at `xs`, in two lines: the tool's
 * name, cut where it would run over the next line or the plot's right edge, and its version. Null
 * where there is no room for either; the words under the chart hold every one.
 */
export function placeBreakLabels(
  breaks: readonly { x: number; edition: Edition }[],
  right: number,
): ([string, string] | null)[] {
  return breaks.map(({ x, edition }, index) => {
    const letters = Math.floor(((breaks[index + 1]?.x ?? right) - x - 10) / letterWidth);
    const version = `version ${edition.major}`;
    if (letters < version.length) return null;
    // One letter less: the comma after the name.
    return [`${shortName(edition.toolName, letters - 1)},`, version];
  });
}

/** How far a chart of gaps must reach on either side of none, in grades: half a grade at least. */
export const reachOf = (points: readonly GapPoint[]): number =>
  Math.max(
    0.5,
    ...points.flatMap(({ value, lower, upper }) =>
      [value, lower, upper].map((one) => Math.abs(one ?? 0)),
    ),
  );

/** The points between one new start of the limits and the next: no line is drawn across it. */
export function periodsOf(points: readonly GapPoint[]): GapPoint[][] {
  const periods: GapPoint[][] = [];
  for (const point of points.filter(({ value }) => value !== null)) {
    const last = periods.at(-1);
    if (last && last[0]?.centre === point.centre) last.push(point);
    else periods.push([point]);
  }
  return periods;
}
