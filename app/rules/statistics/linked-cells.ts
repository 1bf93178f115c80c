/**
 * Owns what ties published counts to each other, as a reader can use it: sums whose total and parts
 * are cells, and whole percentages that were shown before.
 * Practice: cells that must be equal because everything else in their sum is 0 are one cell.
 */
import { wholePercent } from "./percent";
import { isSmall, needCounts } from "./small-counts";

export type LinkedCell<Key> = {
  key: Key;
  count: number;
  /** What hiding it costs beside other cells; where nothing is said 1, and a total a little more. */
  weight?: number;
  /** How an edition that is out shows it: a reader keeps what was shown, and nothing can be hidden again. */
  publishedAs?: "shown" | "hidden" | undefined;
};

export type LinkedShare<Key> = {
  key: Key;
  /** The cells that it is a whole percentage of: `of` in a hundred of `base`. */
  of: Key;
  base: Key;
  publishedAs?: "shown" | "hidden" | undefined;
};

/** Everything that is published about one set of cases, earlier editions included. */
export type LinkedCells<Key> = {
  cells: readonly LinkedCell<Key>[];
  sums: readonly { total: Key; parts: readonly Key[] }[];
  shares?: readonly LinkedShare<Key>[];
};

/** Cells that are equal whatever is hidden. */
export type Group = {
  count: number;
  weight: number;
  /** A reader has it: it is 0, was shown before, or follows from what was. */
  isKnown: boolean;
  /** It is small, or an edition that is out hides it. */
  isHidden: boolean;
  /** The equations it stands in, and whether as total (-1) or as a part (1). */
  at: { equation: number; sign: number }[];
};

/** A percentage that stays as it was shown, whatever its two counts are. */
export type KnownShare = { of: number; base: number; percent: number | null };

export type LinkedGroups = {
  groups: Group[];
  /** The groups in each equation that are not known. */
  equations: { group: number; sign: number }[][];
  shares: KnownShare[];
};

type Terms = { cell: number; sign: number }[];

/** The sums as terms that come to 0. Throws a RangeError where a cell is missing or a sum is wrong. */
function termsOf<Key>({ cells, sums }: LinkedCells<Key>, at: (key: Key) => number): Terms[] {
  return sums.map(({ total, parts }) => {
    const terms = [
      { cell: at(total), sign: -1 },
      ...parts.map((key) => ({ cell: at(key), sign: 1 })),
    ];
    const off = terms.reduce((sum, { cell, sign }) => sum + sign * (cells[cell]?.count ?? 0), 0);
    if (off !== 0) throw new RangeError("A linked total is the sum of its parts");
    return terms;
  });
}

/** The first cell of each set of cells that must be equal. */
function equalCells<Key>(cells: readonly LinkedCell<Key>[], equations: readonly Terms[]): number[] {
  const first = cells.map((_, cell) => cell);
  const find = (cell: number): number => {
    let at = cell;
    while (first[at] !== at) at = first[at] as number;
    return at;
  };
  for (const terms of equations) {
    const [one, other, ...more] = terms.filter(({ cell }) => cells[cell]?.count !== 0);
    if (one && other && more.length === 0) first[find(other.cell)] = find(one.cell);
  }
  return cells.map((_, cell) => find(cell));
}

/** Of two choices that hide as much, the one that shows more totals is taken, then larger counts. */
const totalWeight = 1.01;
const perCount = 1e-7;

function groupsOf<Key>({ cells, sums }: LinkedCells<Key>, firsts: readonly number[]) {
  const totals = new Set(sums.map(({ total }) => total));
  const groups: Group[] = [];
  const groupAt = new Map<number, number>();
  const groupOfCell = cells.map(({ key, count, weight, publishedAs }, cell) => {
    const first = firsts[cell] as number;
    const index = groupAt.get(first) ?? groups.length;
    groupAt.set(first, index);
    const group = groups[index] ?? { count, weight: 0, isKnown: false, isHidden: false, at: [] };
    group.weight += (weight ?? (totals.has(key) ? totalWeight : 1)) + perCount * count;
    group.isKnown ||= count === 0 || publishedAs === "shown";
    group.isHidden ||= isSmall(count) || publishedAs === "hidden";
    groups[index] = group;
    return index;
  });
  return { groups, groupOfCell };
}

/** Marks as known what follows from what is known, until nothing more does; gives what is left. */
function withoutKnown(groups: readonly Group[], equations: readonly Terms[]) {
  let left = equations.map((terms) => terms.map(({ cell, sign }) => ({ group: cell, sign })));
  for (;;) {
    left = left.map((terms) => terms.filter(({ group }) => !groups[group]?.isKnown));
    const alone = left.filter((terms) => terms.length === 1);
    if (alone.length === 0) return left.filter((terms) => terms.length > 0);
    for (const [term] of alone) (groups[term?.group ?? -1] as Group).isKnown = true;
  }
}

/** The linked cells with what is known left out. Throws a RangeError where they don't add up. */
export function linkedGroups<Key>(
  linked: LinkedCells<Key>,
): LinkedGroups & { groupOf: (key: Key) => number } {
  const { cells, shares = [] } = linked;
  needCounts(cells.map(({ count }) => count));
  const places = new Map(cells.map(({ key }, index) => [key, index]));
  if (places.size < cells.length) throw new RangeError("Every linked cell has a key of its own");
  const at = (key: Key) => {
    const place = places.get(key);
    if (place === undefined) throw new RangeError("A linked total has parts that are cells");
    return place;
  };
  const terms = termsOf(linked, at);
  const { groups, groupOfCell } = groupsOf(linked, equalCells(cells, terms));
  const groupOf = (key: Key) => groupOfCell[at(key)] as number;
  const equal = terms.map((list) =>
    list.map(({ cell, sign }) => ({ cell: groupOfCell[cell] as number, sign })),
  );
  // Two names of one group on either side of a sum say nothing.
  const telling = equal.filter(
    (list) => new Set(list.filter(({ cell }) => groups[cell]?.count).map((t) => t.cell)).size > 1,
  );
  const equations = withoutKnown(groups, telling);
  equations.forEach((list, equation) => {
    for (const { group, sign } of list) groups[group]?.at.push({ equation, sign });
  });
  const known = shares
    .filter(({ publishedAs }) => publishedAs === "shown")
    .map(({ of, base }) => {
      const counts = [of, base].map((key) => groups[groupOf(key)]?.count ?? 0) as [number, number];
      return { of: groupOf(of), base: groupOf(base), percent: wholePercent(...counts) };
    });
  return { groups, equations, shares: known, groupOf };
}
