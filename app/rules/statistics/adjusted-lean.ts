/**
 * Owns how far each auditor leans once what they were given, and why it was looked at, is allowed for.
 * Practice: an additive model fitted in turns. What was selected for certain is brought to the level
 * of what chance selected by their difference within auditors; what was given (team, cohort, cycle)
 * counts as far as it can be told from chance (Paule and Mandel). What each gave in calibrations is
 * seen of the same lean, against everyone else who graded that case.
 */
import { drawnTogether, type Seen } from "./drawn-together";
import { drawnIn, spreadOf, type Uncertain } from "./lean";

/** One moderated audit: how far the auditor was from the panel (negative: more generous). */
export type Difference = {
  d: number;
  /** Selected by chance, not for what the auditor found. */
  random: boolean;
  /** How many audits it stands for: one over its chance, 1 for a certain one. */
  weight: number;
  /** What the auditor was given, a level of each factor; factors in the same order everywhere. */
  given: readonly string[];
};

/** What someone gave in one calibration, less what was agreed there. */
export type Calibrated = { calibration: string; d: number };

export type Rater = {
  auditor: string;
  differences: readonly Difference[];
  calibrated?: readonly Calibrated[];
};

export type AdjustedLean = {
  auditor: string;
  n: number;
  /** How many calibrations count for it beside the audits. */
  calibrations: number;
  /** The plain mean of the differences, to be shown beside; null without any. */
  raw: number | null;
  /** In steps; null where it can't be told: fewer than two auditors, or no difference varies. */
  lean: { value: number; lower: number; upper: number } | null;
  /** Only where it is sure among so many: the interval that holds for all of them at once leaves 0 out. */
  named: "generous" | "harsh" | null;
};

/** The 97.5% point of the normal distribution. */
const z = 1.959963984540054;
/**
 * How many differences of audits the spread within calibrations is thought to be known by beforehand,
 * as wide as that within audits: few calibrations say little of it (a choice).
 */
const asWideAsAudits = 10;
const turns = 10;

/**
 * Each auditor's lean against the panel over all their audits, moderated or not. `among` is how many
 * such statements are made at once, where that is more than the auditors here (areas apart). Whoever
 * has calibrations alone has no lean told, and helps to tell an odd case from a lean.
 */
export function adjustedLean(
  auditors: readonly Rater[],
  { among }: { among?: number } = {},
): AdjustedLean[] {
  const moderated = auditors.filter(({ differences }) => differences.length > 0);
  const made = meansOf(moderated.map(({ differences }) => differences));
  const calibrated = made && calibratedOf(auditors, made.sigma2);
  const seen = auditors.map((one): Seen[] => {
    const mean = made?.means[moderated.indexOf(one)];
    return [
      ...(mean ? [{ value: mean.mean, own: mean.own, occasion: null }] : []),
      ...(calibrated?.get(one) ?? []),
    ];
  });
  const known = auditors.filter((_, at) => (seen[at] ?? []).length > 0);
  const leans = made && drawnTogether(seen.filter((all) => all.length > 0));
  const sure = surelyBeyond(among ?? moderated.length);
  return auditors.map((one) => {
    const { auditor, differences } = one;
    const n = differences.length;
    const raw = n === 0 ? null : total(differences.map(({ d }) => d)) / n;
    const found = n === 0 ? undefined : leans?.[known.indexOf(one)];
    const calibrations = calibrated?.get(one)?.length ?? 0;
    if (!found) return { auditor, n, calibrations, raw, lean: null, named: null };
    const { value, deviation } = found;
    const lean = { value, lower: value - z * deviation, upper: value + z * deviation };
    const named =
      value + sure * deviation < 0 ? "generous" : value - sure * deviation > 0 ? "harsh" : null;
    return { auditor, n, calibrations, raw, lean, named };
  });
}

/** What was given in calibrations as sources of the lean; only what two raters or more were in says anything. */
function calibratedOf(auditors: readonly Rater[], sigma2: number): Map<Rater, Seen[]> {
  const rows = auditors.flatMap((rater) =>
    (rater.calibrated ?? []).map((one) => ({ ...one, rater })),
  );
  const occasions = [...groupsOf(rows, ({ calibration }) => calibration)]
    .filter(([, given]) => given.length >= 2)
    .map(([calibration]) => calibration);
  const shared = rows.filter(({ calibration }) => occasions.includes(calibration));
  const own = withinCalibrations(shared, sigma2);
  return new Map(
    [...groupsOf(shared, ({ rater }) => rater)].map(([rater, given]) => [
      rater,
      given.map(({ calibration, d }) => ({
        value: d,
        own,
        occasion: occasions.indexOf(calibration),
      })),
    ]),
  );
}

/** The variance of one difference once its rater and its calibration are allowed for. */
function withinCalibrations(
  rows: readonly { rater: Rater; calibration: string; d: number }[],
  sigma2: number,
): number {
  let left = rows.map((row) => ({ ...row }));
  const raters = new Set(rows.map(({ rater }) => rater)).size;
  const calibrations = new Set(rows.map(({ calibration }) => calibration)).size;
  for (let turn = 0; turn < turns; turn++) {
    for (const by of ["rater", "calibration"] as const)
      left = [...groupsOf(left, (row) => row[by]).values()].flatMap((all) => {
        const mean = meanOf(all.map(({ d }) => d));
        return all.map((row) => ({ ...row, d: row.d - mean }));
      });
  }
  const free = Math.max(0, rows.length - raters - calibrations + 1);
  const misfit = free === 0 ? 0 : total(left.map(({ d }) => d ** 2));
  return (misfit + asWideAsAudits * sigma2) / (free + asWideAsAudits);
}

type Row = Difference & { auditor: number };

/** Each auditor's mean with everything else allowed for, and its variance; null where undefined. */
function meansOf(
  auditors: (readonly Difference[])[],
): { means: Uncertain[]; sigma2: number } | null {
  const rows = auditors.flatMap((differences, auditor) =>
    differences.map((one): Row => ({ ...one, auditor })),
  );
  if (auditors.length < 2 || rows.length <= auditors.length) return null;
  const own = auditors.map(() => 0);
  const factors = (rows[0]?.given ?? []).map(() => new Map<string, number>());
  let gap = 0;
  let charged = 0;
  let sigma2 = 0;
  const givenOf = (row: Row) =>
    total(factors.map((effects, at) => effects.get(row.given[at] ?? "") ?? 0));
  const left = (row: Row, but: "auditor" | "gap" | "all") =>
    row.d -
    (but === "auditor" ? 0 : (own[row.auditor] ?? 0)) -
    (but === "gap" || row.random ? 0 : gap) -
    givenOf(row);
  for (let turn = 0; turn < turns; turn++) {
    for (const [auditor, mine] of groupsOf(rows, ({ auditor }) => auditor))
      own[auditor] = meanOf(mine.map((row) => left(row, "auditor")));
    gap = gapWithin(rows, (row) => left(row, "auditor") + (row.random ? 0 : gap));
    sigma2 =
      total(rows.map((row) => left(row, "all") ** 2)) /
      Math.max(1, rows.length - auditors.length - charged);
    charged = gap === 0 ? 0 : 1;
    if (sigma2 < 1e-12) break;
    for (const [at, effects] of factors.entries())
      charged += allowFor(rows, at, effects, sigma2, (row) => left(row, "all"));
  }
  if (sigma2 < 1e-12) return null;
  const weights = total(rows.map(({ weight }) => weight));
  const usual =
    total(rows.map((row) => row.weight * (givenOf(row) + (row.random ? 0 : gap)))) / weights;
  const means = auditors.map((mine, auditor) => ({
    mean: (own[auditor] ?? 0) + usual,
    own: sigma2 / mine.length,
  }));
  return { means, sigma2 };
}

/** How far certain ones are from random ones of the same auditor, over all auditors; 0 where none has both. */
function gapWithin(rows: Row[], of: (row: Row) => number): number {
  let [gap, room] = [0, 0];
  for (const [, mine] of groupsOf(rows, ({ auditor }) => auditor)) {
    const certain = mine.filter(({ random }) => !random);
    const random = mine.filter((row) => row.random);
    if (certain.length === 0 || random.length === 0) continue;
    const says = (certain.length * random.length) / mine.length;
    gap += says * (meanOf(certain.map(of)) - meanOf(random.map(of)));
    room += says;
  }
  return room === 0 ? 0 : gap / room;
}

/**
 * Sets the effects of one factor, each drawn towards none as far as chance explains it. Answers how
 * many degrees of freedom they cost.
 */
function allowFor(
  rows: Row[],
  at: number,
  effects: Map<string, number>,
  sigma2: number,
  leftOver: (row: Row) => number,
): number {
  const levels = groupsOf(rows, ({ given }) => given[at] ?? "");
  if (levels.size < 2) return 0;
  const means = [...levels].map(([level, mine]) => ({
    level,
    mean: meanOf(mine.map(leftOver)) + (effects.get(level) ?? 0),
    own: sigma2 / mine.length,
  }));
  const spread = spreadOf(means);
  let charged = 0;
  for (const one of means) {
    const { b } = drawnIn(one, spread);
    effects.set(one.level, b * (one.mean - spread.mu));
    charged += b;
  }
  return charged;
}

/** The point of the normal distribution beyond which one of so many falls by chance in 5 of 100 times. */
function surelyBeyond(among: number): number {
  const tail = Math.sqrt(-2 * Math.log(0.025 / Math.max(1, among)));
  const over = 2.515517 + tail * (0.802853 + tail * 0.010328);
  return tail - over / (1 + tail * (1.432788 + tail * (0.189269 + tail * 0.001308)));
}

function groupsOf<One, Key>(rows: readonly One[], key: (row: One) => Key): Map<Key, One[]> {
  const groups = new Map<Key, One[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: number[]) => total(values) / values.length;
