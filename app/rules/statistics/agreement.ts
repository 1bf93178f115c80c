/**
 * Owns how far two raters of the same things agree.
 * Practice: Cohen's kappa, plain and weighted, with the standard error of Fleiss, Cohen and
 * Everitt (1969); Gwet's AC1 and AC2 (2008); Krippendorff's ordinal alpha.
 */
import { alphaOfMeetings } from "./alpha";

/** The 97.5% point of the normal distribution. */
const z = 1.959963984540054;

/** Agreement beyond chance: po as seen, pe as expected by chance; null where undefined. */
export type Coefficient = {
  po: number | null;
  pe: number | null;
  value: number | null;
  se: number | null;
};
export type Kappa = Coefficient & {
  ci95: [number, number] | null;
  /** The same, kept within -1 and 1. */
  ci95Clamped: [number, number] | null;
};

export type Agreement = {
  n: number;
  exactCount: number;
  /** At most one grade apart, the same grade included. */
  withinOneCount: number;
  /** Percentages, not rounded; null when n is 0. */
  exactPct: number | null;
  withinOnePct: number | null;
  adjacentOnlyPct: number | null;
  kappa: Kappa;
  kappaLinear: Kappa;
  kappaQuadratic: Kappa;
  ac1: Coefficient;
  ac2Quadratic: Coefficient;
  alphaOrdinal: number | null;
  /** A kappa's standard error is exactly 0, which says nothing of precision. */
  seIsZero: boolean;
};

type Weight = (i: number, j: number) => number;
type Cell = { i: number; j: number; p: number };
/** The table as shares, with its margins; everything below is worked out from these. */
type Shares = { n: number; k: number; cells: Cell[]; rows: number[]; columns: number[] };

/**
 * How far rows and columns agree. `table` is a square array of counts in grade order, a row for
 * each grade of the first rater, a column for each of the second: always the whole scale, since
 * AC1 and AC2 depend on how many grades there are. Throws a RangeError for anything else.
 */
export function agreement(table: number[][]): Agreement {
  const shares = sharesOf(table);
  const { n, k, cells, rows, columns } = shares;
  const countOf = (within: number) =>
    table.reduce(
      (sum, row, i) =>
        sum + row.reduce((of, count, j) => of + (Math.abs(i - j) <= within ? count : 0), 0),
      0,
    );
  const [exactCount, withinOneCount] = [countOf(0), countOf(1)];
  const percent = (count: number) => (n === 0 ? null : (100 * count) / n);
  const identity: Weight = (i, j) => (i === j ? 1 : 0);
  const linear: Weight = (i, j) => 1 - Math.abs(i - j) / (k - 1);
  const quadratic: Weight = (i, j) => 1 - (i - j) ** 2 / (k - 1) ** 2;
  /** Both used one and the same grade for everything: nothing can be said beyond chance. */
  const oneGrade = n > 0 && rows.some((share, i) => share === 1 && columns[i] === 1);
  const kappas = [identity, linear, quadratic].map((weight) => kappaOf(shares, weight, oneGrade));
  const [kappa, kappaLinear, kappaQuadratic] = kappas as [Kappa, Kappa, Kappa];
  const met = table.map((row, i) => row.map((count, j) => count + (table[j]?.[i] ?? 0)));
  return {
    n,
    exactCount,
    withinOneCount,
    exactPct: percent(exactCount),
    withinOnePct: percent(withinOneCount),
    adjacentOnlyPct: percent(withinOneCount - exactCount),
    kappa,
    kappaLinear,
    kappaQuadratic,
    ac1: gwetOf(shares, identity),
    ac2Quadratic: gwetOf(shares, quadratic),
    alphaOrdinal: cells.length === 0 ? null : alphaOfMeetings(met),
    seIsZero: kappas.some(({ se }) => se === 0),
  };
}

function sharesOf(table: number[][]): Shares {
  const k = table.length;
  const isCount = (count: number) => Number.isSafeInteger(count) && count >= 0;
  if (k < 2 || !table.every((row) => row.length === k && row.every(isCount)))
    throw new RangeError("Agreement needs a square array of counts");
  const n = total(table.flat());
  const share = (count: number) => (n === 0 ? 0 : count / n);
  return {
    n,
    k,
    cells: table.flatMap((row, i) =>
      row.flatMap((count, j) => (count === 0 ? [] : [{ i, j, p: share(count) }])),
    ),
    rows: table.map((row) => share(total(row))),
    columns: table.map((_, j) => share(total(table.map((row) => row[j] ?? 0)))),
  };
}

function kappaOf(shares: Shares, weight: Weight, oneGrade: boolean): Kappa {
  const none = { po: null, pe: null, value: null, se: null, ci95: null, ci95Clamped: null };
  const { n, cells, rows, columns } = shares;
  if (n === 0) return none;
  if (oneGrade) return { ...none, po: 1, pe: 1 };
  const po = total(cells.map(({ i, j, p }) => p * weight(i, j)));
  const ofRow = rows.map((_, i) => total(columns.map((share, j) => share * weight(i, j))));
  const ofColumn = columns.map((_, j) => total(rows.map((share, i) => share * weight(i, j))));
  const pe = total(rows.map((share, i) => share * (ofRow[i] ?? 0)));
  const value = (po - pe) / (1 - pe);
  const se = spread(
    shares,
    ({ i, j }) => weight(i, j) * (1 - pe) - ((ofRow[i] ?? 0) + (ofColumn[j] ?? 0)) * (1 - po),
    (1 - pe) ** 2,
  );
  const ends: [number, number] = [value - z * se, value + z * se];
  const clamp = (end: number) => Math.min(1, Math.max(-1, end));
  return { po, pe, value, se, ci95: ends, ci95Clamped: [clamp(ends[0]), clamp(ends[1])] };
}

function gwetOf(shares: Shares, weight: Weight): Coefficient {
  const { n, k, cells, rows, columns } = shares;
  if (n === 0) return { po: null, pe: null, value: null, se: null };
  const used = rows.map((share, i) => (share + (columns[i] ?? 0)) / 2);
  const weights = total(rows.flatMap((_, i) => columns.map((__, j) => weight(i, j))));
  const perPair = weights / (k * (k - 1));
  const po = total(cells.map(({ i, j, p }) => p * weight(i, j)));
  const pe = perPair * total(used.map((share) => share * (1 - share)));
  const value = (po - pe) / (1 - pe);
  const se = spread(
    shares,
    ({ i, j }) =>
      weight(i, j) - 2 * (1 - value) * perPair * (1 - ((used[i] ?? 0) + (used[j] ?? 0)) / 2),
    1 - pe,
  );
  return { po, pe, value, se };
}

/**
 * The standard error of a coefficient from what each pair contributes to it. Taken about its mean,
 * the sum can't come out below zero, and what rounding leaves of nothing counts as nothing.
 */
function spread({ n, cells }: Shares, of: (cell: Cell) => number, scale: number): number {
  const mean = total(cells.map((cell) => cell.p * of(cell)));
  const variance = total(cells.map((cell) => cell.p * (of(cell) - mean) ** 2));
  const se = Math.sqrt(variance / n) / scale;
  return se < 1e-9 ? 0 : se;
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
