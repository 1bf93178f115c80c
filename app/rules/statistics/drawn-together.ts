/**
 * Owns drawing raters towards the whole from what each of several sources says of them.
 * Practice: a mixed model (Henderson): each rater's lean is one of a whole; what all raters of one
 * occasion share (an easy case, a harsh agreement) is an effect of that occasion, so that only how
 * raters differ there is taken from it. Averaged over every spread of leans that the data allow,
 * since a single estimate of it is too sure of itself where there are few raters.
 */

/** What one source says of a rater. */
export type Seen = {
  value: number;
  /** Its variance beyond the lean itself. */
  own: number;
  /** The occasion that other raters shared, from 0; null: it stands on the level of the whole. */
  occasion: number | null;
};

/** Spreads of leans that are thought possible, in steps: all alike at first. */
const spreads = Array.from({ length: 60 }, (_, at) => (1.5 * (at + 0.5)) / 60);
/**
 * How far someone's lean on occasions that all raters share may be from their lean at work, as a
 * standard deviation in steps: they know they are compared there (a choice).
 */
const otherThanAtWork = 0.2;

/** A rater's sources as sums: all that the model needs of them. */
type Summed = {
  /** How much they say together. */
  weight: number;
  /** By effect (the whole, then each occasion), and last the values themselves. */
  sums: number[];
  /** The same in squares and products. */
  products: number[][];
};

function summed(seen: readonly Seen[], size: number): Summed {
  const rows = seen.map(({ value, own, occasion }) => {
    const entries = new Array<number>(size).fill(0);
    entries[0] = 1;
    if (occasion !== null) entries[occasion + 1] = 1;
    entries[size - 1] = value;
    return { entries, weight: 1 / own, isShared: occasion !== null };
  });
  const sumOf = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0);
  const shared = sumOf(({ isShared, weight }) => (isShared ? weight : 0));
  const lost = otherThanAtWork ** 2 / (1 + otherThanAtWork ** 2 * shared);
  const places = Array.from({ length: size }, (_, at) => at);
  const ofShared = places.map((at) =>
    sumOf(({ entries, weight, isShared }) => (isShared ? weight * (entries[at] ?? 0) : 0)),
  );
  const both = (a: number, b: number) =>
    sumOf(({ entries, weight }) => weight * (entries[a] ?? 0) * (entries[b] ?? 0)) -
    lost * (ofShared[a] ?? 0) * (ofShared[b] ?? 0);
  const products = places.map((a) => places.map((b) => both(a, b)));
  // Every row has 1 for the whole, so that its line of products holds the sums.
  return { weight: both(0, 0), sums: products[0] ?? [], products };
}

/** Each rater's lean, and the standard deviation it is known with; every rater has something seen. */
export function drawnTogether(
  raters: readonly (readonly Seen[])[],
): { value: number; deviation: number }[] {
  const occasions = Math.max(-1, ...raters.flat().map(({ occasion }) => occasion ?? -1)) + 1;
  const effects = occasions + 1;
  const sources = raters.map((seen) => summed(seen, effects + 1));
  const tried = spreads.map((tau) => fitted(sources, effects, tau ** 2));
  const best = Math.max(...tried.map(({ fit }) => fit));
  const fits = tried.map(({ fit }) => Math.exp(fit - best));
  const all = fits.reduce((sum, fit) => sum + fit, 0);
  return sources.map((source) => {
    const each = tried.map(({ leanOf }) => leanOf(source));
    const over = (of: (lean: (typeof each)[number]) => number) =>
      each.reduce((sum, lean, at) => sum + (fits[at] ?? 0) * of(lean), 0) / all;
    const value = over((lean) => lean.value);
    const variance = over((lean) => lean.variance + (lean.value - value) ** 2);
    return { value, deviation: Math.sqrt(variance) };
  });
}

/** The model with this spread of leans: how well it explains what was seen, and a rater's lean in it. */
function fitted(sources: readonly Summed[], effects: number, tau2: number) {
  const size = effects + 1;
  const left = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  let likely = 0;
  for (const { weight, sums, products } of sources) {
    const drawn = tau2 / (1 + tau2 * weight);
    likely += Math.log(1 + tau2 * weight);
    for (const [a, row] of left.entries())
      for (const b of row.keys())
        row[b] = (row[b] ?? 0) + (products[a]?.[b] ?? 0) - drawn * (sums[a] ?? 0) * (sums[b] ?? 0);
  }
  const values = left.map((row) => row[effects] ?? 0);
  const { inverse, logDeterminant } = inverted(
    left.slice(0, effects).map((row) => row.slice(0, -1)),
  );
  const found = inverse.map((row) => dot(row, values));
  const misfit = (values[effects] ?? 0) - dot(found, values);
  return {
    fit: -(likely + logDeterminant + misfit) / 2,
    leanOf: ({ weight, sums }: Summed) => {
      const b = (tau2 * weight) / (1 + tau2 * weight);
      const usual = found.map((_, at) => (at === 0 ? 1 : 0) - (b * (sums[at] ?? 0)) / weight);
      return {
        value: (b * (sums[effects] ?? 0)) / weight + dot(usual, found),
        variance:
          b / weight +
          dot(
            usual,
            inverse.map((row) => dot(row, usual)),
          ),
      };
    },
  };
}

/** The inverse of a symmetric positive matrix, and the logarithm of its determinant (Gauss and Jordan). */
function inverted(matrix: readonly (readonly number[])[]) {
  const work = matrix.map((row) => [...row]);
  const inverse = work.map((row, at) => row.map((_, to): number => (at === to ? 1 : 0)));
  let logDeterminant = 0;
  for (const [at, row] of work.entries()) {
    const pivot = row[at] ?? 1;
    logDeterminant += Math.log(pivot);
    const own = inverse[at] ?? [];
    for (const to of row.keys()) {
      row[to] = (row[to] ?? 0) / pivot;
      own[to] = (own[to] ?? 0) / pivot;
    }
    for (const [other, line] of work.entries()) {
      const factor = line[at] ?? 0;
      if (other === at || factor === 0) continue;
      const others = inverse[other] ?? [];
      for (const to of line.keys()) {
        line[to] = (line[to] ?? 0) - factor * (row[to] ?? 0);
        others[to] = (others[to] ?? 0) - factor * (own[to] ?? 0);
      }
    }
  }
  return { inverse, logDeterminant };
}

/** As many as the first has. */
const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
