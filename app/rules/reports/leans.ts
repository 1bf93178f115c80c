/**
 * Owns each auditor's lean against the panel, from the pairs of grades of several cycles and from the
 * calibrations of the same time, and the gap of all of them over time.
 * Practice: overall grades make the headline, one pair an audit; each practice area is looked at by
 * itself, since the areas of one audit go together and would pass for more evidence than there is.
 */
import { fewestRaters } from "../calibration/calibration";
import { groupedBy } from "../core/grouped";
import {
  type AdjustedLean,
  adjustedLean,
  type Calibrated,
  type Difference,
} from "../statistics/adjusted-lean";
import { type Chart, xmr } from "../statistics/control-chart";
import { isGrade, severity } from "../tools/grades";
import { type Grade, scale } from "../tools/scale";
import { type GradedPair, gapOf, isGraded, type Pair, stepsOf } from "./agreement";

/** What the weights need of a cycle: how many audits it has in all. */
export type CycleSize = { id: string; audits: number };

/** How many audits a pair stands for: the cycle's others over those that chance selected of them. */
function weightsOf(pairs: readonly GradedPair[], cycles: readonly CycleSize[]) {
  return new Map(
    cycles.map(({ id, audits }) => {
      const of = (random: boolean) =>
        pairs
          .filter((pair) => pair.exerciseId === id && pair.random === random)
          .reduce((sum, { count }) => sum + count, 0);
      const [chosen, certain] = [of(true), of(false)];
      return [id, chosen === 0 ? 1 : Math.max(1, (audits - certain) / chosen)] as const;
    }),
  );
}

/** What someone gave in a calibration, and what was agreed there; without a grade where there was none. */
export type CalibratedGrade = {
  calibrationId: string;
  personId: string;
  area: string;
  given: string;
  agreed: string;
};

/**
 * So many calibrations, each of two graders or more, are joined with the audits: of fewer, an odd case
 * is too much of what is known (a choice).
 */
export const fewestCalibrations = 3;

/** By person, what they were off in each calibration, in steps; empty where there are too few to join. */
export function calibratedIn(
  area: string,
  given: readonly CalibratedGrade[],
): Map<string, Calibrated[]> {
  const graded = given.flatMap(({ calibrationId, personId, given: own, agreed, ...one }) =>
    one.area === area && isGrade(own) && isGrade(agreed)
      ? [{ calibration: calibrationId, personId, d: severity(own) - severity(agreed) }]
      : [],
  );
  const together = [...groupedBy(graded, ({ calibration }) => calibration).values()].filter(
    (all) => all.length >= fewestRaters,
  );
  return together.length < fewestCalibrations
    ? new Map()
    : groupedBy(together.flat(), ({ personId }) => personId);
}

/** Every moderated auditor's lean in one area, or overall; in the order of their ids. */
export function leansOf(
  pairs: readonly Pair[],
  cycles: readonly CycleSize[],
  {
    area,
    areas = 1,
    calibrated = [],
  }: { area: string; areas?: number; calibrated?: readonly CalibratedGrade[] },
): AdjustedLean[] {
  const graded = pairs.filter(isGraded).filter((pair) => pair.area === area);
  const weights = weightsOf(graded, cycles);
  const auditors = new Map<string, Difference[]>();
  for (const pair of graded) {
    const differences = auditors.get(pair.auditorId) ?? [];
    auditors.set(pair.auditorId, differences);
    for (let times = 0; times < pair.count; times++)
      differences.push({
        d: stepsOf(pair),
        random: pair.random,
        weight: pair.random ? (weights.get(pair.exerciseId) ?? 1) : 1,
        given: [pair.teamId, pair.cohort, pair.exerciseId],
      });
  }
  const known = calibratedIn(area, calibrated);
  const inOrder = [...new Set([...auditors.keys(), ...known.keys()])].sort();
  return adjustedLean(
    inOrder.map((auditor) => ({
      auditor,
      differences: auditors.get(auditor) ?? [],
      calibrated: known.get(auditor) ?? [],
    })),
    { among: auditors.size * areas },
  ).filter(({ n }) => n > 0);
}

/** The two neighbouring grades that an auditor's differences most often lie between, the better first. */
export function mostlyBetween(pairs: readonly Pair[]): [Grade, Grade] | null {
  const met = scale.slice(1).map((_, at) => ({ at, count: 0 }));
  for (const pair of pairs.filter(isGraded)) {
    const places = [pair.auditor, pair.final].map((grade) =>
      scale.findIndex(({ code }) => code === grade),
    );
    for (let at = Math.min(...places); at < Math.max(...places); at++) {
      const one = met[at];
      if (one) one.count += pair.count;
    }
  }
  const [most] = met.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
  const [better, worse] = most ? [scale[most.at]?.code, scale[most.at + 1]?.code] : [];
  return better && worse ? [better, worse] : null;
}

export type GapPoint = {
  id: string;
  /** YYYY-MM. */
  month: string;
  n: number;
  value: number | null;
  centre: number | null;
  lower: number | null;
  upper: number | null;
  signal: Chart["rule"][number];
};

/** The gap of each cycle, oldest first, with what is signal in it; started anew where `rebased` says so. */
export function gapsOverTime(
  pairs: readonly Pair[],
  cycles: readonly { id: string; month: string; rebased: boolean }[],
): GapPoint[] {
  const graded = pairs.filter(isGraded);
  const points = cycles.map(({ id, month, rebased }) => {
    const own = graded.filter(({ exerciseId }) => exerciseId === id);
    const n = own.reduce((sum, { count }) => sum + count, 0);
    return { id, month, rebased, n, value: gapOf(own)?.value ?? null };
  });
  const known = points.filter(({ value }) => value !== null);
  // Where the cycle that starts anew has no pairs, the next one that has does.
  const rebaseAt = points.flatMap(({ rebased }, at) =>
    rebased ? [known.findIndex((one) => points.indexOf(one) >= at)] : [],
  );
  const chart = xmr(
    known.map(({ value }) => value ?? 0),
    { improvementDirection: "neutral", rebaseAt: rebaseAt.filter((at) => at > 0) },
  );
  return points.map(({ rebased: _, ...point }) => {
    const at = known.findIndex(({ id }) => id === point.id);
    const of = <T>(values: (T | null)[]) => (at < 0 ? null : (values[at] ?? null));
    return {
      ...point,
      centre: of(chart.centre),
      lower: of(chart.lower),
      upper: of(chart.upper),
      signal: of(chart.rule),
    };
  });
}
