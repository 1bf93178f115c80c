/**
 * Owns what the charts draw before it is drawn: segments of a grade mix, and runs between tool
 * versions.
 * Practice: trends break where the tool's major version changes, and never join across it.
 */
import { type Grade, gradedTotal, grades, type JudgementCounts } from "~/rules/grades";

export type Segment = { grade: Grade; count: number; from: number; to: number };

/** The graded mix from 0 to 100, Outstanding first; grades nobody gave have no segment. */
export function segments(counts: JudgementCounts): Segment[] {
  const total = gradedTotal(counts);
  const list: Segment[] = [];
  let before = 0;
  for (const grade of grades) {
    const count = counts[grade];
    if (count === 0) continue;
    list.push({
      grade,
      count,
      from: (100 * before) / total,
      to: (100 * (before + count)) / total,
    });
    before += count;
  }
  return list;
}

/** Whether a segment is wide enough for its count at the narrowest bar the screens use. */
export const hasRoom = ({ count, from, to }: Segment): boolean =>
  to - from >= 3 + 3 * String(count).length;

/** One point of the Good-or-above chart. */
export type GoodOrAboveCycle = {
  id: string;
  /** YYYY-MM. */
  month: string;
  /** The tool's major version. */
  toolVersion: number;
  /** Judgements at Good or Outstanding, of those that carry a grade. */
  count: number;
  of: number;
};

export type Slot<Cycle> =
  | { key: string; cycle: Cycle }
  | { key: string; toolVersion: number; cycle?: undefined };

/** The cycles in order, with a slot of its own for every change of the tool's major version. */
export function withBreaks<Cycle extends { id: string; toolVersion: number }>(
  cycles: readonly Cycle[],
): Slot<Cycle>[] {
  return cycles.flatMap((cycle, index) => {
    const before = cycles[index - 1];
    const slot = { key: cycle.id, cycle };
    return before && before.toolVersion !== cycle.toolVersion
      ? [{ key: `before-${cycle.id}`, toolVersion: cycle.toolVersion }, slot]
      : [slot];
  });
}
