/**
 * Owns which cells of a table with totals are hidden: the fewest totals, then the fewest cells.
 * Practice: cell suppression after Cox (1980) and Fischetti & Salazar (2001). A table is a network
 * of its lines, in which every change that the totals allow runs in a circle; a count is safe while
 * one runs through it. The reader knows the whole rule, and which hidden counts are small.
 */
import { boundsOf, isSmall, type Reader } from "./small-counts";

/** A cell runs from one line of the table to another, its count as the flow. */
type Cell = {
  row: number;
  column: number;
  count: number;
  weight: number;
  from: number;
  to: number;
};

type Problem = {
  cells: readonly Cell[];
  /** The cells at each line. */
  at: readonly (readonly number[])[];
  /** Against whom each cell can be kept safe at all, with every cell hidden. */
  against: readonly (Reader | undefined)[];
};

/** Hiding a total costs more than hiding any number of cells. */
const weights = { cell: 1, total: 100, grand: 10_000 };

/** How many patterns are looked at before the best so far is taken. */
const patience = 20_000;

const sum = (list: readonly number[]) => list.reduce((total, n) => total + n, 0);

function cellsOf(counts: readonly (readonly number[])[]): Cell[] {
  const width = counts[0]?.length ?? 0;
  if (counts.some((row) => row.length !== width)) {
    throw new RangeError("Every row of a table is as long as the others");
  }
  const height = counts.length;
  const columns = Array.from({ length: width }, (_, at) => sum(counts.map((row) => row[at] ?? 0)));
  const whole = [...counts.map((row) => [...row, sum(row)]), [...columns, sum(columns)]];
  return whole.flatMap((line, row) =>
    line.map((count, column) => {
      const isTotal = [row === height, column === width];
      const [rowNode, columnNode] = [row, height + 1 + column];
      // Flow goes from rows to columns, and back by the totals.
      const [from, to] = isTotal[0] === isTotal[1] ? [rowNode, columnNode] : [columnNode, rowNode];
      const weight =
        isTotal[0] && isTotal[1] ? "grand" : isTotal[0] || isTotal[1] ? "total" : "cell";
      return { row, column, count, weight: weights[weight], from, to };
    }),
  );
}

/** Whether the count of a hidden cell may be one more, or one less, for all that the reader knows. */
function canMove({ count }: Cell, up: boolean, reader: Reader): boolean {
  const { least, most } = boundsOf(count, reader);
  return up ? count < most : count > least;
}

/**
 * The lines from which (or, backwards, to which) a change can run on from `start` by hidden cells
 * other than `without`.
 */
function reached(
  { cells, at }: Problem,
  isHidden: (cell: number) => boolean,
  start: number,
  how: { without: number; reader: Reader; backwards: boolean },
): Set<number> {
  const found = new Set([start]);
  for (const line of found) {
    for (const index of at[line] ?? []) {
      if (index === how.without || !isHidden(index)) continue;
      const cell = cells[index] as Cell;
      const leaves = cell.from === line;
      if (canMove(cell, leaves !== how.backwards, how.reader)) {
        found.add(leaves ? cell.to : cell.from);
      }
    }
  }
  return found;
}

/** The cells that could carry a change out of the lines reached, were they hidden too. */
function wayOut(
  { cells, at }: Problem,
  lines: Set<number>,
  how: { without: number; reader: Reader; backwards: boolean },
): number[] {
  return [...lines].flatMap((line) =>
    (at[line] ?? []).filter((index) => {
      const cell = cells[index] as Cell;
      const leaves = cell.from === line;
      return (
        index !== how.without &&
        !lines.has(leaves ? cell.to : cell.from) &&
        canMove(cell, leaves !== how.backwards, how.reader)
      );
    }),
  );
}

/**
 * What one of which must be hidden too, so that the count of a hidden cell can be one more (or one
 * less): "safe" where it can already. The shorter list of those that leave its two ends.
 */
function neededToMove(
  problem: Problem,
  isHidden: (cell: number) => boolean,
  index: number,
  up: boolean,
  reader: Reader,
): number[] | "safe" {
  const cell = problem.cells[index] as Cell;
  if (!canMove(cell, up, reader)) return [];
  const [start, end] = up ? [cell.to, cell.from] : [cell.from, cell.to];
  const forwards = { without: index, reader, backwards: false };
  const lines = reached(problem, isHidden, start, forwards);
  if (lines.has(end)) return "safe";
  const backwards = { without: index, reader, backwards: true };
  const ways = [
    wayOut(problem, lines, forwards),
    wayOut(problem, reached(problem, isHidden, end, backwards), backwards),
  ];
  return ways[0] && ways[1] && ways[0].length <= ways[1].length ? ways[0] : (ways[1] ?? []);
}

/** The same for either direction. */
function needed(
  problem: Problem,
  isHidden: (cell: number) => boolean,
  index: number,
  reader: Reader,
): number[] | "safe" {
  const up = neededToMove(problem, isHidden, index, true, reader);
  if (up === "safe") return up;
  const down = neededToMove(problem, isHidden, index, false, reader);
  return down === "safe" ? down : [...new Set([...up, ...down])];
}

function problemOf(counts: readonly (readonly number[])[]): Problem {
  const cells = cellsOf(counts);
  const lines = counts.length + 1 + ((counts[0]?.length ?? 0) + 1);
  const at = Array.from({ length: lines }, (_, line) =>
    cells.flatMap((cell, index) => (cell.from === line || cell.to === line ? [index] : [])),
  );
  const problem = { cells, at, against: [] };
  const readers: Reader[] = ["whole rule", "small ones", "no marks"];
  const against = cells.map((cell, index) =>
    cell.count === 0
      ? undefined
      : readers.find((reader) => needed(problem, () => true, index, reader) === "safe"),
  );
  return { ...problem, against };
}

/** A pattern on the way to a safe one: what is hidden, and what was decided to be shown. */
type Pattern = { hidden: ReadonlySet<number>; shown: ReadonlySet<number>; weight: number };

/** What has to be hidden too, one of each list: nothing where the pattern is safe. */
function openLists(problem: Problem, { hidden, shown }: Pattern): number[][] {
  return [...hidden].flatMap((index) => {
    const reader = problem.against[index];
    if (reader === undefined) return [];
    const list = needed(problem, (other) => hidden.has(other), index, reader);
    return list === "safe" ? [] : [list.filter((other) => !shown.has(other))];
  });
}

/** What must at least be added: lists that share no cell each cost their lightest one. */
function leastMore(problem: Problem, lists: readonly number[][]): number {
  const weightOf = (index: number) => problem.cells[index]?.weight ?? 0;
  const lightest = (list: number[]) => Math.min(...list.map(weightOf));
  const taken = new Set<number>();
  let least = 0;
  for (const list of lists.toSorted((a, b) => lightest(b) - lightest(a) || a.length - b.length)) {
    if (list.some((index) => taken.has(index))) continue;
    for (const index of list) taken.add(index);
    least += lightest(list);
  }
  return least;
}

/** The lightest safe pattern, by branching on the shortest list of what one has to be hidden of. */
function lightest(problem: Problem, start: Pattern): ReadonlySet<number> {
  const all = problem.cells.flatMap((cell, index) => (cell.count > 0 ? [index] : []));
  let best = { hidden: new Set(all) as ReadonlySet<number>, weight: Number.POSITIVE_INFINITY };
  let looked = 0;
  const look = (pattern: Pattern): void => {
    looked += 1;
    const lists = openLists(problem, pattern);
    if (lists.length === 0) {
      if (pattern.weight < best.weight) best = pattern;
      return;
    }
    if (pattern.weight + leastMore(problem, lists) >= best.weight) return;
    const shortest = lists.reduce((a, b) => (b.length < a.length ? b : a));
    const inLine = shortest.toSorted((a, b) => {
      const [one, other] = [problem.cells[a] as Cell, problem.cells[b] as Cell];
      return one.weight - other.weight || one.count - other.count || a - b;
    });
    const shown = new Set(pattern.shown);
    for (const index of inLine) {
      if (looked >= patience && best.weight < Number.POSITIVE_INFINITY) return;
      const weight = pattern.weight + (problem.cells[index]?.weight ?? 0);
      look({ hidden: new Set([...pattern.hidden, index]), shown: new Set(shown), weight });
      shown.add(index);
    }
  };
  look(start);
  return best.hidden;
}

/** The cells to hide, small ones included, as [row, column]. Takes counts alone. */
export function hiddenOfTable(
  counts: readonly (readonly number[])[],
): [row: number, column: number][] {
  const problem = problemOf(counts);
  const small = problem.cells.flatMap((cell, index) => (isSmall(cell.count) ? [index] : []));
  const hidden = lightest(problem, { hidden: new Set(small), shown: new Set(), weight: 0 });
  return [...hidden]
    .toSorted((a, b) => a - b)
    .map((index) => {
      const { row, column } = problem.cells[index] as Cell;
      return [row, column];
    });
}
