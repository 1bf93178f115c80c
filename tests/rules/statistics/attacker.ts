import loadHighs from "highs";
import type { LinkedCells } from "~/rules/statistics/linked-cells";
import { wholePercent } from "~/rules/statistics/percent";
import { isSmall } from "~/rules/statistics/small-counts";

const highs = await loadHighs();

/**
 * What a reader is told of hidden counts: which ones are 1 to 5; that the others are 6 or more too;
 * or no more than that none is 0.
 */
export type Told = "small ones" | "whole rule" | "no marks";

function bound(count: number, name: string | undefined, told: Told): string {
  if (told === "no marks") return `${name} >= 1`;
  return isSmall(count) ? `1 <= ${name} <= 5` : `${name} >= ${told === "whole rule" ? 6 : 0}`;
}

/** A solution of a programme in CPLEX LP format: the value of each variable and of the goal. */
function solved(goal: string, rows: readonly string[], bounds: readonly string[], sorts: string) {
  const constraints = rows.map((text, index) => ` r${index}: ${text}`);
  const text = [goal, "Subject To", ...constraints, "Bounds", ...bounds, sorts, "End"].join("\n");
  const { Status, Columns, ObjectiveValue } = highs.solve(text, { output_flag: false });
  if (Status !== "Optimal") throw new Error(`The solver ended with ${Status}`);
  return { value: (name = "") => Columns[name]?.Primal ?? Number.NaN, goal: ObjectiveValue };
}

const linear = (terms: readonly (readonly [number, string])[]) =>
  terms.map(([factor, name]) => `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${name}`).join(" ");

/** Everything published, as an integer programme over the hidden counts. */
function programme(linked: LinkedCells<string>, hidden: ReadonlySet<string>, told: Told) {
  const cells = linked.cells.filter(({ key }) => hidden.has(key));
  const names = new Map(cells.map(({ key }, index) => [key, `x${index}`]));
  const counts = new Map(linked.cells.map(({ key, count }) => [key, count]));
  const rows: string[] = [];
  /** Shown counts are numbers and go to the other side. */
  const row = (terms: readonly (readonly [number, string])[], sign: string, right: number) => {
    const open = terms.flatMap(([factor, key]) => {
      const name = names.get(key);
      return name === undefined ? [] : [[factor, name] as const];
    });
    const shown = terms
      .filter(([, key]) => !names.has(key))
      .reduce((sum, [factor, key]) => sum + factor * (counts.get(key) ?? 0), 0);
    if (open.length > 0) rows.push(`${linear(open)} ${sign} ${right - shown}`);
  };
  for (const { total, parts } of linked.sums) {
    row([[-1, total], ...parts.map((key) => [1, key] as const)], "=", 0);
  }
  for (const { key, of, base } of linked.shares ?? []) {
    const percent = wholePercent(counts.get(of) ?? 0, counts.get(base) ?? 0);
    if (hidden.has(key) || percent === null) continue;
    row(
      [
        [200, of],
        [1 - 2 * percent, base],
      ],
      ">=",
      0,
    );
    row(
      [
        [200, of],
        [-1 - 2 * percent, base],
      ],
      "<=",
      -1,
    );
    row(
      [
        [1, of],
        [-1, base],
      ],
      "<=",
      0,
    );
  }
  const bounds = cells.map(({ key, count }) => bound(count, names.get(key), told));
  return { cells, names, rows, bounds };
}

/** Every count is a known number somewhere; none of them is anywhere near this. */
const farOff = 100_000;

/** The hidden counts that the reader can work out: the solver finds no other value for them. */
export function workedOut(
  linked: LinkedCells<string>,
  hidden: ReadonlySet<string>,
  told: Told,
): string[] {
  const { cells, names, rows, bounds } = programme(linked, hidden, told);
  const sorts = `Generals\n ${[...names.values()].join(" ")}`;
  const safe = new Set<string>();
  for (const { key } of cells) {
    for (const goal of ["Maximize", "Minimize"]) {
      if (safe.has(key)) break;
      const name = names.get(key);
      const limited = [...rows, `${name} <= ${farOff}`];
      const { value } = solved(`${goal}\n goal: ${name}`, limited, bounds, sorts);
      // Whatever differs from the true counts has more than one value.
      for (const cell of cells) {
        if (Math.abs(value(names.get(cell.key)) - cell.count) > 0.5) safe.add(cell.key);
      }
    }
  }
  return cells.map(({ key }) => key).filter((key) => !safe.has(key));
}

/** No move of the small tables that the optimum is worked out for changes a count by more. */
const farthest = 6;

/**
 * The least weight of cells beside the small ones that keeps all that is hidden safe from a reader
 * who knows the whole rule: each hidden cell has a move of its own through hidden cells alone.
 */
export function leastWeight({ cells: all, sums }: LinkedCells<string>): number {
  const cells = all.filter(({ count }) => count > 0);
  const at = new Map(cells.map(({ key }, index) => [key, index]));
  const places = [...cells.keys()];
  const rows: string[] = [];
  const bounds: string[] = [];
  const sizes = cells.map(({ count }) => {
    const [least, most] = isSmall(count) ? [1 - count, 5 - count] : [6 - count, farthest];
    return { least: Math.max(least, -farthest), most };
  });
  for (const h of places) {
    for (const { total, parts } of sums) {
      const terms = [[-1, total] as const, ...parts.map((key) => [1, key] as const)];
      const open = terms.filter(([, key]) => at.has(key));
      if (open.length === 0) continue;
      rows.push(`${linear(open.map(([factor, key]) => [factor, `d${h}_${at.get(key)}`]))} = 0`);
    }
    sizes.forEach(({ least, most }, c) => {
      bounds.push(`${least} <= d${h}_${c} <= ${most}`);
      rows.push(`d${h}_${c} - ${most} y${c} <= 0`, `d${h}_${c} + ${-least} y${c} >= 0`);
    });
    // Where it is hidden (y), it is one more (z) or one less.
    const big = farthest + 1;
    rows.push(`d${h}_${h} - ${big} z${h} - ${big} y${h} >= ${1 - 2 * big}`);
    rows.push(`d${h}_${h} - ${big} z${h} + ${big} y${h} <= ${big - 1}`);
    if (isSmall(cells[h]?.count ?? 0)) bounds.push(`y${h} = 1`);
  }
  const beside = places.filter((c) => !isSmall(cells[c]?.count ?? 0));
  if (beside.length === cells.length) return 0;
  const goal = linear(beside.map((c) => [cells[c]?.weight ?? 1, `y${c}`]));
  const moves = places.flatMap((h) => places.map((c) => `d${h}_${c}`));
  const sorts = `Generals\n ${moves.join(" ")}\nBinary\n ${places.map((c) => `y${c} z${c}`).join(" ")}`;
  return Math.round(solved(`Minimize\n goal: ${goal || "0 y0"}`, rows, bounds, sorts).goal);
}
