/**
 * Owns what in a series over time is signal and what is noise.
 * Practice: Shewhart charts in the form the NHS uses (Making Data Count): individuals and moving
 * ranges with Nelson's screening (1982), and shares of unequal numbers (p charts).
 */
import {
  type Direction,
  type Limits,
  type Mark,
  marksOf,
  type Point,
  type PointType,
  type Signal,
} from "./control-signals";

export type ChartOptions = {
  improvementDirection?: Direction;
  /** Leave moving ranges out that are far beyond the others (individuals only; on unless told). */
  screenOutliers?: boolean;
  /** Limits from the first points alone, of each period. */
  fixAfterN?: number | null;
  /** Where limits and runs start anew: places in the series, 0 first. */
  rebaseAt?: number[];
};

/**
 * Arrays beside the points; null where undefined. `twoInThree` takes points between the near limit
 * and the limit; the fields with 2023 in their name count points beyond the limit too, as the NHS
 * has announced.
 */
export type Chart = {
  centre: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
  nearLower: (number | null)[];
  nearUpper: (number | null)[];
  outside: (boolean | null)[];
  trend: (boolean | null)[];
  shift: (boolean | null)[];
  twoInThree: (boolean | null)[];
  rule: (Signal | null)[];
  pointType: (PointType | null)[];
  twoInThreeMdc2023: (boolean | null)[];
  ruleMdc2023: (Signal | null)[];
  pointTypeMdc2023: (PointType | null)[];
};

/** Limits on fewer points than this are on trial. */
export const trialBelow = 13;
const limitFactor = 2.66;
const screenFactor = 3.267;

/**
 * The chart of single values: centre the mean, limits 2.66 mean moving ranges from it, near limits
 * two thirds of that. Limits are null for one point, and for a series that never moves when screened.
 */
export function xmr(values: number[], options: ChartOptions = {}): Chart {
  const { screenOutliers = true, fixAfterN = null } = options;
  const points = values.map((value, at) => ({ at, value }));
  const periods = periodsOf(points, options).map((period) => {
    const base = period.slice(0, fixAfterN ?? undefined).map(({ value }) => value);
    const centre = meanOf(base);
    const ranges = base.slice(1).map((value, at) => Math.abs(value - (base[at] ?? 0)));
    const most = screenFactor * meanOf(ranges);
    const kept = screenOutliers ? ranges.filter((range) => range < most) : ranges;
    const reach = kept.length === 0 ? null : limitFactor * meanOf(kept);
    return period.map((point) => ({ ...point, centre, ...around(centre, reach) }));
  });
  return chartOf(values.length, periods, options);
}

/**
 * The chart of shares: `numerators` of `denominators`, limits three and near limits two standard
 * deviations of the pooled share from it, within 0 and 1. A point of nothing is undefined, and left
 * out of centre and runs; `value` holds the shares.
 */
export function pChart(
  numerators: number[],
  denominators: number[],
  options: ChartOptions = {},
): Chart & { value: (number | null)[] } {
  const { fixAfterN = null } = options;
  const counted = numerators.flatMap((count, at) => {
    const of = denominators[at] ?? 0;
    return of > 0 ? [{ at, count, of, value: count / of }] : [];
  });
  const clamp = (share: number) => Math.min(1, Math.max(0, share));
  const periods = periodsOf(counted, options).map((period) => {
    const base = period.slice(0, fixAfterN ?? undefined);
    const centre = total(base.map(({ count }) => count)) / total(base.map(({ of }) => of));
    return period.map(({ at, value, of }) => {
      const { lower, upper, nearLower, nearUpper } = around(
        centre,
        3 * Math.sqrt((centre * (1 - centre)) / of),
      );
      const within = (end: number | null) => (end === null ? null : clamp(end));
      return {
        at,
        value,
        centre,
        lower: within(lower),
        upper: within(upper),
        nearLower: within(nearLower),
        nearUpper: within(nearUpper),
      };
    });
  });
  const value = new Array<number | null>(numerators.length).fill(null);
  for (const point of counted) value[point.at] = point.value;
  return { ...chartOf(numerators.length, periods, options), value };
}

function around(centre: number, reach: number | null): Limits {
  if (reach === null) return { lower: null, upper: null, nearLower: null, nearUpper: null };
  const near = (2 * reach) / 3;
  return {
    lower: centre - reach,
    upper: centre + reach,
    nearLower: centre - near,
    nearUpper: centre + near,
  };
}

/** The points between one new start and the next; neither limits nor runs cross it. */
function periodsOf<T extends { at: number }>(points: T[], { rebaseAt = [] }: ChartOptions): T[][] {
  const starts = [0, ...[...rebaseAt].sort((one, other) => one - other), Number.POSITIVE_INFINITY];
  return starts
    .slice(1)
    .map((end, of) => points.filter(({ at }) => at >= (starts[of] ?? 0) && at < end))
    .filter((period) => period.length > 0);
}

function chartOf(length: number, periods: Point[][], options: ChartOptions): Chart {
  const marks = new Array<Mark | undefined>(length).fill(undefined);
  for (const period of periods)
    for (const mark of marksOf(period, options.improvementDirection)) marks[mark.at] = mark;
  const column = <Key extends keyof Mark>(key: Key) => marks.map((mark) => mark?.[key] ?? null);
  return {
    centre: column("centre"),
    lower: column("lower"),
    upper: column("upper"),
    nearLower: column("nearLower"),
    nearUpper: column("nearUpper"),
    outside: column("outside"),
    trend: column("trend"),
    shift: column("shift"),
    twoInThree: column("twoInThree"),
    rule: column("rule"),
    pointType: column("pointType"),
    twoInThreeMdc2023: column("twoInThreeMdc2023"),
    ruleMdc2023: column("ruleMdc2023"),
    pointTypeMdc2023: column("pointTypeMdc2023"),
  };
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: number[]) => total(values) / values.length;
