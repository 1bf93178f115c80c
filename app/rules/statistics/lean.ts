/**
 * Owns how far each of several raters leans away from those who decide, shrunk towards the whole.
 * Practice: a random-effects model; the spread between raters by Paule and Mandel (1982); each
 * rater's own value by the best linear unbiased predictor.
 */

/** The 97.5% point of the normal distribution. */
const z = 1.959963984540054;
/** Below this a variance is nothing that rounding hasn't left. */
const nothing = 1e-12;

/**
 * One rater's differences from what was decided, in steps of the scale (negative: more generous),
 * and beside each the area it was of, where areas are told apart.
 */
export type Rater = { auditor: string; d: number[]; area?: string[] };

export type RaterLean = {
  auditor: string;
  /** How many differences the model used. */
  n: number;
  rawMean: number | null;
  /** What the model used: centred on the areas where it was asked to be. */
  mean: number | null;
  /** How much of the rater's own mean is believed, from 0 to 1. */
  b: number | null;
  shrunk: number | null;
  /** The ends of the 95% interval, not clamped to the scale. */
  lower: number | null;
  upper: number | null;
};

export type Lean = {
  auditors: number;
  observations: number;
  droppedObservations: number;
  /** The variance of one difference within a rater; null when every rater has one. */
  sigma2: number | null;
  /** The variance of the leans themselves; null with fewer than two raters. */
  tau2: number | null;
  mu: number | null;
  varMu: number | null;
  /** No rater's differences vary: the limit is taken, and no interval has a width. */
  zeroVariance: boolean;
  areas?: { area: string; n: number; mean: number; used: boolean }[];
  perAuditor: RaterLean[];
};

/**
 * The lean of each rater. With `centreByArea`, an area in which fewer than two raters have a
 * difference is left out (it says nothing of one against another), and every difference is taken
 * from the mean of its area. Throws a RangeError when an area is missing then.
 */
export function lean(raters: Rater[], { centreByArea = false } = {}): Lean {
  const areas = centreByArea ? areasOf(raters) : undefined;
  const used = raters.map(({ d, area }) =>
    areas
      ? d.flatMap((value, at) => {
          const of = areas.get(area?.[at] ?? "");
          return of?.used ? [value - of.mean] : [];
        })
      : d,
  );
  const withData = used.filter((values) => values.length > 0);
  const observations = total(withData.map((values) => values.length));
  const groups = withData.map((values) => ({ n: values.length, mean: meanOf(values) }));
  const within = total(
    withData.map((values, at) => {
      const mean = groups[at]?.mean ?? 0;
      return total(values.map((value) => (value - mean) ** 2));
    }),
  );
  const sigma2 = observations > groups.length ? within / (observations - groups.length) : null;
  const zeroVariance = sigma2 !== null && sigma2 < nothing;
  const ownOf = (n: number) => (zeroVariance ? 0 : (sigma2 ?? 0) / n);
  const means = groups.map(({ n, mean }) => ({ mean, own: ownOf(n) }));
  const isModelled = sigma2 !== null && groups.length >= 2;
  const model = isModelled ? (zeroVariance ? spreadOfCertain(means) : spreadOf(means)) : null;
  return {
    auditors: groups.length,
    observations,
    droppedObservations: total(raters.map(({ d }) => d.length)) - observations,
    sigma2,
    tau2: model?.tau2 ?? null,
    mu: model?.mu ?? null,
    varMu: model?.varMu ?? null,
    zeroVariance,
    ...(areas && {
      areas: [...areas].map(([area, { n, mean, used: isUsed }]) => ({
        area,
        n,
        mean,
        used: isUsed,
      })),
    }),
    perAuditor: raters.map(({ auditor, d }, at) => {
      const values = used[at] ?? [];
      const rawMean = d.length === 0 ? null : meanOf(d);
      const none = { auditor, n: values.length, rawMean, mean: null };
      if (values.length === 0) return { ...none, b: null, shrunk: null, lower: null, upper: null };
      const mean = meanOf(values);
      if (!model) return { ...none, mean, b: null, shrunk: null, lower: null, upper: null };
      return { ...none, mean, ...withInterval({ mean, own: ownOf(values.length) }, model) };
    }),
  };
}

/** One rater's mean, and the variance it has for being of a few differences alone. */
export type Uncertain = { mean: number; own: number };
export type Spread = { tau2: number; mu: number; varMu: number };

/** The mean of the whole and the spread around it beyond each mean's own variance. */
export function spreadOf(groups: Uncertain[]): Spread {
  const at = (tau2: number) => {
    const weights = groups.map(({ own }) => 1 / (tau2 + own));
    const sum = total(weights);
    const mu = total(groups.map(({ mean }, of) => (weights[of] ?? 0) * mean)) / sum;
    const q = total(groups.map(({ mean }, of) => (weights[of] ?? 0) * (mean - mu) ** 2));
    return { mu, varMu: 1 / sum, excess: q - (groups.length - 1) };
  };
  const tau2 = rootOf((value) => at(value).excess);
  const { mu, varMu } = at(tau2);
  return { tau2, mu, varMu };
}

/** The same where no mean has a variance of its own: their plain variance. */
function spreadOfCertain(groups: Uncertain[]): Spread {
  const mu = meanOf(groups.map(({ mean }) => mean));
  const spread = total(groups.map(({ mean }) => (mean - mu) ** 2)) / (groups.length - 1);
  const tau2 = spread < nothing ? 0 : spread;
  return { tau2, mu, varMu: tau2 / groups.length };
}

/** Where a falling function reaches 0, from 0 upwards; 0 where it starts at or below. */
function rootOf(falling: (value: number) => number): number {
  if (falling(0) <= 0) return 0;
  let [low, high] = [0, 1];
  while (falling(high) > 0) [low, high] = [high, high * 2];
  for (let halvings = 0; halvings < 200; halvings++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (falling(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The rater's own mean drawn towards the whole, and the variance of what comes out. */
export function drawnIn({ mean, own }: Uncertain, { tau2, mu, varMu }: Spread) {
  const b = tau2 === 0 ? 0 : tau2 / (tau2 + own);
  return { b, shrunk: mu + b * (mean - mu), variance: b * own + (1 - b) ** 2 * varMu };
}

function withInterval(group: Uncertain, spread: Spread) {
  const { b, shrunk, variance } = drawnIn(group, spread);
  const half = z * Math.sqrt(variance);
  return { b, shrunk, lower: shrunk - half, upper: shrunk + half };
}

/** Each area by name: how many differences, their mean, and whether two raters or more met in it. */
function areasOf(raters: Rater[]) {
  const found = new Map<string, { values: number[]; raters: Set<number> }>();
  for (const [at, { d, area }] of raters.entries()) {
    if (area?.length !== d.length && d.length > 0)
      throw new RangeError("Centring by area needs an area for each difference");
    for (const [of, value] of d.entries()) {
      const name = area?.[of] ?? "";
      const entry = found.get(name) ?? { values: [], raters: new Set() };
      entry.values.push(value);
      entry.raters.add(at);
      found.set(name, entry);
    }
  }
  const named = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map(
    named.map(([area, { values, raters: met }]) => [
      area,
      { n: values.length, mean: meanOf(values), used: met.size >= 2 },
    ]),
  );
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: number[]) => total(values) / values.length;
