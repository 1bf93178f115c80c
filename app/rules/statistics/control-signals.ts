/**
 * Owns which points of a control chart are signals, and by which rule.
 * Practice: the four rules of the NHS's charts, runs and trends of seven; the first that holds names
 * the point: outside, trend, two of three, shift.
 */

/** Which way is better; neutral where neither is. */
export type Direction = "increase" | "decrease" | "neutral";

export type Signal =
  | "Common Cause"
  | "Above UCL"
  | "Below LCL"
  | "7 Point Trend (Increasing)"
  | "7 Point Trend (Decreasing)"
  | "2 in 3 Above CL"
  | "2 in 3 Below CL"
  | "7 Points Above CL"
  | "7 Points Below CL";
export type PointType =
  | "common_cause"
  | "special_cause_improvement"
  | "special_cause_concern"
  | "special_cause_neutral_high"
  | "special_cause_neutral_low";

export type Limits = Record<"lower" | "upper" | "nearLower" | "nearUpper", number | null>;
export type Point = Limits & { at: number; value: number; centre: number };
/** A point with what the rules say of it. */
export type Mark = Point & {
  outside: boolean;
  trend: boolean;
  shift: boolean;
  twoInThree: boolean;
  rule: Signal;
  pointType: PointType;
  twoInThreeMdc2023: boolean;
  ruleMdc2023: Signal;
  pointTypeMdc2023: PointType;
};

/** How many points make a shift, or a trend. */
const runLength = 7;

/** What the rules say of each point of one period, all of which count as following one another. */
export function marksOf(period: Point[], direction: Direction = "neutral"): Mark[] {
  const sides = period.map(({ value, centre }) => compare(value, centre));
  const steps = period.map(({ value }, at) =>
    at === 0 ? 0 : Math.sign(value - (period[at - 1]?.value ?? value)),
  );
  const beyond = period.map(({ value, lower, upper }) => beyondOf(value, lower, upper));
  const near = period.map(({ value, nearLower, nearUpper }) =>
    beyondOf(value, nearLower, nearUpper),
  );
  const trends = trendsOf(steps);
  const shifts = runsOf(sides);
  const pairs = twoOfThree(
    near.map((side, at) => (beyond[at] === 0 ? side : 0)),
    sides,
  );
  const pairs2023 = twoOfThree(near, sides);
  return period.map((point, at) => {
    const [outside, trend, shift] = [beyond[at] ?? 0, trends[at] ?? 0, shifts[at] ?? 0];
    const [rule, side] = signalOf(outside, trend, pairs[at] ?? 0, shift);
    const [rule2023, side2023] = signalOf(outside, trend, pairs2023[at] ?? 0, shift);
    return {
      ...point,
      outside: outside !== 0,
      trend: trend !== 0,
      shift: shift !== 0,
      twoInThree: pairs[at] !== 0,
      rule,
      pointType: typeOf(side, direction),
      twoInThreeMdc2023: pairs2023[at] !== 0,
      ruleMdc2023: rule2023,
      pointTypeMdc2023: typeOf(side2023, direction),
    };
  });
}

/** -1 below, 1 above; what rounding alone tells apart is the same. */
function compare(value: number, line: number): number {
  const gap = value - line;
  return Math.abs(gap) <= 1e-12 * Math.max(1, Math.abs(line)) ? 0 : Math.sign(gap);
}

/** Beyond the upper line (1) or the lower (-1), strictly; 0 between, and where there is no line. */
function beyondOf(value: number, lower: number | null, upper: number | null): number {
  if (upper !== null && compare(value, upper) > 0) return 1;
  return lower !== null && compare(value, lower) < 0 ? -1 : 0;
}

/** Each point's side where it is one of a run long enough on one side; a point on the line ends it. */
function runsOf(sides: number[], length = runLength): number[] {
  const found = new Array<number>(sides.length).fill(0);
  let start = 0;
  for (let at = 1; at <= sides.length; at++) {
    if (at < sides.length && sides[at] === sides[start]) continue;
    if (at - start >= length) found.fill(sides[start] ?? 0, start, at);
    start = at;
  }
  return found;
}

/** A trend is a run of steps, with the point it starts from; where two meet, the first has it. */
function trendsOf(steps: number[]): number[] {
  const runs = runsOf(steps, runLength - 1);
  return runs.map((step, at) => (step === 0 ? (runs[at + 1] ?? 0) : step));
}

/** The points beyond the near line of three in a row on one side, of which two are beyond it. */
function twoOfThree(near: number[], sides: number[]): number[] {
  const found = new Array<number>(near.length).fill(0);
  for (let at = 0; at + 2 < near.length; at++) {
    const three = [at, at + 1, at + 2];
    const side = sides[at] ?? 0;
    if (side === 0 || !three.every((of) => sides[of] === side)) continue;
    const beyond = three.filter((of) => near[of] === side);
    if (beyond.length >= 2) for (const of of beyond) found[of] = side;
  }
  return found;
}

function signalOf(
  outside: number,
  trend: number,
  pair: number,
  shift: number,
): [rule: Signal, side: number] {
  if (outside !== 0) return [outside > 0 ? "Above UCL" : "Below LCL", outside];
  if (trend !== 0)
    return [trend > 0 ? "7 Point Trend (Increasing)" : "7 Point Trend (Decreasing)", trend];
  if (pair !== 0) return [pair > 0 ? "2 in 3 Above CL" : "2 in 3 Below CL", pair];
  if (shift !== 0) return [shift > 0 ? "7 Points Above CL" : "7 Points Below CL", shift];
  return ["Common Cause", 0];
}

function typeOf(side: number, direction: Direction): PointType {
  if (side === 0) return "common_cause";
  if (direction === "neutral")
    return side > 0 ? "special_cause_neutral_high" : "special_cause_neutral_low";
  return side > 0 === (direction === "increase")
    ? "special_cause_improvement"
    : "special_cause_concern";
}
