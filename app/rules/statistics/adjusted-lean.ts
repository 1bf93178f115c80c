/**
 * Owns how far each auditor leans once what they were given, and why it was looked at, is allowed for.
 * Practice: an additive model fitted in turns. What was selected for certain is brought to the level
 * of what chance selected by their difference within auditors; what was given (team, cohort, cycle)
 * counts as far as it can be told from chance (Paule and Mandel); auditors are drawn towards the
 * whole over every spread the data allow, since a single estimate of it is too sure of itself where
 * there are few auditors.
 */
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

export type AdjustedLean = {
  auditor: string;
  n: number;
  /** The plain mean of the differences, to be shown beside; null without any. */
  raw: number | null;
  /** In steps; null where it can't be told: fewer than two auditors, or no difference varies. */
  lean: { value: number; lower: number; upper: number } | null;
  /** Only where it is sure among so many: the interval that holds for all of them at once leaves 0 out. */
  named: "generous" | "harsh" | null;
};

/** The 97.5% point of the normal distribution. */
const z = 1.959963984540054;
/** Spreads of leans that are thought possible, in steps: all alike at first. */
const spreads = Array.from({ length: 60 }, (_, at) => (1.5 * (at + 0.5)) / 60);
const turns = 10;

/**
 * Each auditor's lean against the panel over all their audits, moderated or not. `among` is how many
 * such statements are made at once, where that is more than the auditors here (areas apart).
 */
export function adjustedLean(
  auditors: readonly { auditor: string; differences: readonly Difference[] }[],
  { among }: { among?: number } = {},
): AdjustedLean[] {
  const withData = auditors.filter(({ differences }) => differences.length > 0);
  const means = meansOf(withData.map(({ differences }) => differences));
  const leans = means && drawnTogether(means);
  const sure = surelyBeyond(among ?? withData.length);
  return auditors.map(({ auditor, differences }) => {
    const n = differences.length;
    const raw = n === 0 ? null : total(differences.map(({ d }) => d)) / n;
    const found = leans?.[withData.findIndex((one) => one.auditor === auditor)];
    if (!found) return { auditor, n, raw, lean: null, named: null };
    const { value, deviation } = found;
    const lean = { value, lower: value - z * deviation, upper: value + z * deviation };
    const named =
      value + sure * deviation < 0 ? "generous" : value - sure * deviation > 0 ? "harsh" : null;
    return { auditor, n, raw, lean, named };
  });
}

type Row = Difference & { auditor: number };

/** Each auditor's mean with everything else allowed for, and its variance; null where undefined. */
function meansOf(auditors: (readonly Difference[])[]): Uncertain[] | null {
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
  return auditors.map((mine, auditor) => ({
    mean: (own[auditor] ?? 0) + usual,
    own: sigma2 / mine.length,
  }));
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

/** The means drawn towards the whole, averaged over every spread by how well it explains them. */
function drawnTogether(means: Uncertain[]): { value: number; deviation: number }[] {
  const tried = spreads.map((tau) => {
    const tau2 = tau ** 2;
    const weights = means.map(({ own }) => 1 / (tau2 + own));
    const sum = total(weights);
    const mu = total(means.map(({ mean }, at) => (weights[at] ?? 0) * mean)) / sum;
    const misfit = total(means.map(({ mean }, at) => (weights[at] ?? 0) * (mean - mu) ** 2));
    const fit = (total(weights.map(Math.log)) - Math.log(sum) - misfit) / 2;
    return { spread: { tau2, mu, varMu: 1 / sum }, fit };
  });
  const best = Math.max(...tried.map(({ fit }) => fit));
  const fits = tried.map(({ fit }) => Math.exp(fit - best));
  const all = total(fits);
  return means.map((one) => {
    const each = tried.map(({ spread }) => drawnIn(one, spread));
    const over = (of: (drawn: (typeof each)[number]) => number) =>
      total(each.map((drawn, at) => (fits[at] ?? 0) * of(drawn))) / all;
    const value = over(({ shrunk }) => shrunk);
    const variance = over(({ shrunk, variance: v }) => v + (shrunk - value) ** 2);
    return { value, deviation: Math.sqrt(variance) };
  });
}

/** The point of the normal distribution beyond which one of so many falls by chance in 5 of 100 times. */
function surelyBeyond(among: number): number {
  const tail = Math.sqrt(-2 * Math.log(0.025 / Math.max(1, among)));
  const over = 2.515517 + tail * (0.802853 + tail * 0.010328);
  return tail - over / (1 + tail * (1.432788 + tail * (0.189269 + tail * 0.001308)));
}

function groupsOf<Key>(rows: Row[], key: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: number[]) => total(values) / values.length;
