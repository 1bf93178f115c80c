import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { linkedTable } from "~/rules/reports/linked-figures";
import { isSmall } from "~/rules/statistics/small-counts";
import { suppress, suppressTable } from "~/rules/statistics/suppression";
import { leastWeight, workedOut } from "./attacker";
import lines from "./reference/suppression.json";
import tables from "./reference/suppression-table.json";

/** A table as linked cells, keyed by row and column, with the weights of the reference cases. */
function tableOf(counts: number[][]) {
  const direction = (length: number) => {
    const codes = Array.from({ length }, (_, index) => String(index));
    return [...codes.map((code) => ({ code })), { code: String(length), parts: codes }];
  };
  const [rows, columns] = [direction(counts.length), direction(counts[0]?.length ?? 0)];
  const linked = linkedTable([rows, columns], (r, c) => counts[Number(r)]?.[Number(c)] ?? 0);
  const weights = new Map([
    [1, 1],
    [2, 100],
    [4, 10_000],
  ]);
  const cells = linked.cells.map((cell) => ({
    ...cell,
    weight: weights.get(cell.weight ?? 1) ?? 1,
  }));
  return { ...linked, cells };
}

function patternOf(counts: number[][]) {
  const linked = tableOf(counts);
  const list = suppressTable(counts).hidden.map((place) => JSON.stringify(place.map(String)));
  const hidden = new Set(list);
  const beside = linked.cells.filter(({ key, count }) => hidden.has(key) && !isSmall(count));
  const weight = beside.reduce((sum, cell) => sum + cell.weight, 0);
  return { linked, hidden, weight };
}

describe("one line", () => {
  test.each(lines)("$name", ({ counts, expected }) => {
    expect(suppress(counts)).toEqual(expected);
  });

  test("nothing small, nothing hidden", () => {
    const nothing = { primary: [], secondary: [] };
    expect(suppress([6, 0, 7])).toEqual({ ...nothing, shown: [6, 0, 7], total: 13 });
    expect(suppress([])).toEqual({ ...nothing, shown: [], total: 0 });
  });

  test("of equals the earlier goes, and ones take a third with them", () => {
    expect(suppress([9, 3, 9]).shown).toEqual(["c", "c", 9]);
    expect(suppress([1, 1, 40, 30]).shown).toEqual(["c", "c", 40, "c"]);
  });

  test.each([[[-1]], [[1.5]], [[Number.NaN]]])("%j is no line of counts", (counts) => {
    expect(() => suppress(counts)).toThrow(RangeError);
    expect(() => suppressTable([counts])).toThrow(RangeError);
  });
});

describe("a table with totals", () => {
  test.each(tables)("$name", ({ counts, minimalWeight, safeIfSecondaryKnownAtLeastSix }) => {
    const { linked, hidden, weight } = patternOf(counts);
    for (const { key, count } of linked.cells) if (isSmall(count)) expect(hidden).toContain(key);
    expect(workedOut(linked, hidden, "small ones")).toEqual([]);
    expect(workedOut(linked, hidden, "whole rule")).toEqual([]);
    if (safeIfSecondaryKnownAtLeastSix) expect(weight).toBe(minimalWeight);
    else expect(weight).toBeGreaterThanOrEqual(minimalWeight);
  });

  test("what it costs to be safe from the whole rule is the least there is", () => {
    const sparse = tables.find(({ name }) => name === "sparse_6x5");
    expect(patternOf(sparse?.counts ?? []).weight).toBe(7);
  });

  test("nothing to hide, no rows, rows that differ", () => {
    expect(suppressTable([])).toEqual({ hidden: [] });
    expect(suppressTable([[6, 0, 9]])).toEqual({ hidden: [] });
    expect(() => suppressTable([[6], [6, 7]])).toThrow(RangeError);
  });

  test("ones that their small totals give away are kept from whoever can't tell them apart", () => {
    const { linked, hidden } = patternOf([[1, 1, 1, 1, 1]]);
    expect(workedOut(linked, hidden, "no marks")).toEqual([]);
  });

  const count = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ max: 40, min: 6 }),
  );
  const tableSized = (maxRows: number, maxColumns: number) =>
    fc
      .tuple(fc.integer({ min: 1, max: maxRows }), fc.integer({ min: 1, max: maxColumns }))
      .chain(([height, width]) =>
        fc.array(fc.array(count, { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
      );

  test("the solver works nothing out that it could not with everything hidden", () => {
    const property = fc.property(tableSized(6, 5), (counts) => {
      const { linked, hidden } = patternOf(counts);
      const all = new Set(linked.cells.filter((cell) => cell.count > 0).map(({ key }) => key));
      for (const told of ["whole rule", "small ones"] as const) {
        const found = workedOut(linked, hidden, told);
        if (found.length === 0) continue;
        expect(workedOut(linked, all, told)).toEqual(expect.arrayContaining(found));
        expect(workedOut(linked, hidden, "no marks")).toEqual([]);
      }
    });
    fc.assert(property, { numRuns: 20 });
  });

  test("no lighter pattern is safe", () => {
    const property = fc.property(tableSized(3, 3), (counts) => {
      const { linked, weight } = patternOf(counts);
      const all = new Set(linked.cells.filter((cell) => cell.count > 0).map(({ key }) => key));
      fc.pre(workedOut(linked, all, "whole rule").length === 0);
      expect(weight).toBe(leastWeight(linked));
    });
    fc.assert(property, { numRuns: 8 });
  });
});
