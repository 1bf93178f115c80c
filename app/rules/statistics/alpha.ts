/**
 * Owns the agreement of any number of raters, some of whom left some things unrated.
 * Practice: Krippendorff's alpha for ordered grades (2004; 2011), with an interval by resampling
 * the things rated.
 */
import { randomFrom } from "./random";

/** `ratings[rater][item]`: a grade from 0 to k - 1 in order, null where not rated. */
export type Ratings = (number | null)[][];

export type Alpha = {
  /** 1: all agree; 0: as by chance; null: nothing to pair, or one grade alone was used. */
  alpha: number | null;
  /** Raters with at least one rating that can be paired. */
  raters: number;
  /** Things with two ratings or more. */
  itemsPaired: number;
  /** Ratings on them. */
  pairableValues: number;
};

/**
 * The alpha of `ratings` on a scale of `k` grades. A thing rated once is left out before anything
 * is counted. Throws a RangeError for a grade that isn't on the scale.
 */
export function alphaOrdinal(ratings: Ratings, k: number): Alpha {
  const items = itemsOf(ratings, k);
  const paired = items.filter((grades) => grades.length >= 2);
  const isPaired = (item: number) => (items[item]?.length ?? 0) >= 2;
  return {
    alpha: alphaOf(paired, k),
    raters: ratings.filter((row) => row.some((grade, item) => grade !== null && isPaired(item)))
      .length,
    itemsPaired: paired.length,
    pairableValues: paired.reduce((sum, grades) => sum + grades.length, 0),
  };
}

/**
 * The 95% interval of alpha: the things rated are drawn again with replacement `times` times from
 * a stated `seed`, and the middle 95% of what comes out is kept. Draws in which alpha is undefined
 * are left out; null when fewer than two things can be paired, or half the draws are undefined.
 */
export function alphaInterval(
  ratings: Ratings,
  k: number,
  { seed, times = 2000 }: { seed: number; times?: number },
): { lower: number; upper: number } | null {
  const paired = itemsOf(ratings, k).filter((grades) => grades.length >= 2);
  if (paired.length < 2) return null;
  const random = randomFrom(seed);
  const drawn = Array.from({ length: times }, () =>
    alphaOf(
      paired.map(() => paired[Math.floor(random() * paired.length)] ?? []),
      k,
    ),
  )
    .filter((alpha) => alpha !== null)
    .sort((one, other) => one - other);
  if (drawn.length < times / 2) return null;
  const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? Number.NaN;
  return { lower: at(0.025), upper: at(0.975) };
}

/** How often each pair of grades met on one thing; each thing weighs as much as its ratings. */
function alphaOf(items: number[][], k: number): number | null {
  const met = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  for (const grades of items) {
    const count = new Array<number>(k).fill(0);
    for (const grade of grades) count[grade] = (count[grade] ?? 0) + 1;
    for (const [c, row] of met.entries())
      for (const d of row.keys())
        row[d] =
          (row[d] ?? 0) +
          ((count[c] ?? 0) * ((count[d] ?? 0) - (c === d ? 1 : 0))) / (grades.length - 1);
  }
  return alphaOfMeetings(met);
}

/**
 * Alpha from a square, symmetric array of how often grades met. The distance of two grades is how
 * many ratings lie between them. Null when fewer than two grades occur.
 */
export function alphaOfMeetings(met: number[][]): number | null {
  const margins = met.map((row) => row.reduce((sum, value) => sum + value, 0));
  const all = margins.reduce((sum, value) => sum + value, 0);
  let observed = 0;
  let expected = 0;
  for (const [c, row] of met.entries()) {
    let between = margins[c] ?? 0;
    for (let d = c + 1; d < met.length; d++) {
      between += margins[d] ?? 0;
      const ends = (margins[c] ?? 0) * (margins[d] ?? 0);
      const distance = (between - ((margins[c] ?? 0) + (margins[d] ?? 0)) / 2) ** 2;
      observed += (row[d] ?? 0) * distance;
      expected += ends * distance;
    }
  }
  return expected === 0 ? null : 1 - ((all - 1) * observed) / expected;
}

function itemsOf(ratings: Ratings, k: number): number[][] {
  const items: number[][] = [];
  for (const row of ratings)
    for (const [item, grade] of row.entries()) {
      items[item] ??= [];
      if (grade === null) continue;
      if (!Number.isInteger(grade) || grade < 0 || grade >= k)
        throw new RangeError(`A rating must be a whole number from 0 to ${k - 1}`);
      items[item].push(grade);
    }
  return items;
}
