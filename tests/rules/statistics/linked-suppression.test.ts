import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  besideEditions,
  type Direction,
  type Edition,
  linkedTable,
} from "~/rules/reports/linked-figures";
import type { LinkedCells } from "~/rules/statistics/linked-cells";
import { isSmall } from "~/rules/statistics/small-counts";
import { type LinkedSuppression, suppressLinked } from "~/rules/statistics/suppression";
import { type Told, workedOut } from "./attacker";
import { direction, gradeLines, leaves, tableFrom } from "./linked-tables";

const count = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 8 }),
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 6, max: 40 }),
);

const shapes: { what: string; directions: Direction[]; runs: number }[] = [
  { what: "one team's grades", directions: [gradeLines], runs: 20 },
  { what: "teams by grades", directions: [direction("team", 3), gradeLines], runs: 10 },
  {
    what: "teams by areas by halves",
    directions: [direction("team", 3), direction("area", 2), direction("half", 2)],
    runs: 8,
  },
];

/** Whatever the solver finds is named; gives what it finds, by what it is told. */
function expectNamed(linked: LinkedCells<string>, suppressed: LinkedSuppression<string>) {
  const { hidden, weak, open } = suppressed;
  const find = (told: Told) => workedOut(linked, hidden, told).filter((key) => !open.has(key));
  const found = (["whole rule", "small ones"] as const).map((told) => [told, find(told)] as const);
  for (const [, keys] of found) expect([...weak]).toEqual(expect.arrayContaining(keys));
  if (weak.size > 0) expect(find("no marks")).toEqual([]);
  return found.filter(([, keys]) => keys.length > 0);
}

/** It is also there to find with everything hidden that can be. */
function expectSafe(linked: LinkedCells<string>, suppressed: LinkedSuppression<string>) {
  const canBe = linked.cells.filter(
    ({ count: n, publishedAs }) => n > 0 && publishedAs !== "shown",
  );
  const all = new Set(canBe.map(({ key }) => key));
  for (const [told, keys] of expectNamed(linked, suppressed)) {
    expect(workedOut(linked, all, told)).toEqual(expect.arrayContaining(keys));
  }
}

const hiddenSmall = (linked: LinkedCells<string>, hidden: ReadonlySet<string>) =>
  linked.cells.every((c) => c.publishedAs === "shown" || !isSmall(c.count) || hidden.has(c.key));

describe("linked counts that nobody published before", () => {
  test.each(shapes)("$what: the solver narrows nothing to one value", ({ directions, runs }) => {
    const size = leaves(directions);
    const counts = fc.array(count, { minLength: size, maxLength: size });
    const property = fc.property(counts, (list) => {
      const linked = tableFrom(directions, list);
      const found = suppressLinked(linked);
      expect(hiddenSmall(linked, found.hidden)).toBe(true);
      expect([...found.open]).toEqual([]);
      expectSafe(linked, found);
    });
    fc.assert(property, { numRuns: runs });
  });

  test("Good or above beside Good gives Outstanding away, so Good goes too", () => {
    const linked = tableFrom([gradeLines], [2, 31, 20, 0]);
    const { hidden } = suppressLinked(linked);
    const shown = linked.cells.filter(({ key }) => !hidden.has(key)).map((cell) => cell.count);
    expect(shown).toEqual([20, 0, 33, 53]);
  });

  test("five and five of ten are not left beside it", () => {
    const cells = [5, 5, 30, 10, 40].map((n, key) => ({ key, count: n }));
    const sums = [
      { total: 3, parts: [0, 1] },
      { total: 4, parts: [3, 2] },
    ];
    const { hidden } = suppressLinked({ cells, sums });
    expect(hidden).toEqual(new Set([0, 1, 2, 3]));
  });
});

describe("editions one after another", () => {
  const directions = [direction("team", 3), gradeLines];
  const size = leaves(directions);
  const change = fc.record({
    at: fc.integer({ min: 0, max: size - 1 }),
    by: fc.constantFrom(-1, 1, 2),
  });
  const story = fc.record({
    counts: fc.array(count, { minLength: size, maxLength: size }),
    changes: fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 2,
    }),
  });
  const later = (counts: readonly number[], changes: readonly { at: number; by: number }[]) =>
    changes.reduce<readonly number[]>(
      (so, { at, by }) => so.with(at, Math.max(0, (so[at] ?? 0) + by)),
      counts,
    );

  test("a later edition undoes no earlier one", () => {
    const property = fc.property(story, ({ counts, changes }) => {
      const out: Edition[] = [];
      let now: readonly number[] = counts;
      for (const changed of [[], ...changes]) {
        now = later(now, changed);
        const edition = tableFrom(directions, now);
        const { keyOf, ...linked } = besideEditions(edition, out);
        const found = suppressLinked(linked);
        for (const { key, publishedAs } of linked.cells) {
          if (publishedAs) expect(found.hidden.has(key)).toBe(publishedAs === "hidden");
        }
        expect(hiddenSmall(linked, found.hidden)).toBe(true);
        expectSafe(linked, found);
        const keys = edition.cells.map(({ key }) => key);
        out.push({
          ...edition,
          hidden: new Set(keys.filter((key) => found.hidden.has(keyOf(key)))),
        });
      }
    });
    fc.assert(property, { numRuns: 8 });
  });

  test("a year beside cycles that are out hides what they hid, and what would tell it", () => {
    const cycles = direction("cycle", 2);
    const property = fc.property(fc.array(count, { minLength: 8, maxLength: 8 }), (counts) => {
      const year = tableFrom([cycles, gradeLines], counts);
      const first = linkedTable(
        [[{ code: "cycle0" }], gradeLines],
        (cycle, grade) =>
          year.cells.find((c) => c.key === JSON.stringify([cycle, grade]))?.count ?? 0,
      );
      const out = [{ ...first, hidden: suppressLinked(first).hidden }];
      const { keyOf: _, ...linked } = besideEditions(year, out);
      const found = suppressLinked(linked);
      expect([...found.open]).toEqual([]);
      expectSafe(linked, found);
    });
    fc.assert(property, { numRuns: 12 });
  });

  test("what editions that are out give away is named, and stays hidden", () => {
    const cells = [
      { key: "small", count: 3, publishedAs: "hidden" as const },
      { key: "other", count: 20, publishedAs: "shown" as const },
      { key: "all", count: 23, publishedAs: "shown" as const },
    ];
    const linked = { cells, sums: [{ total: "all", parts: ["small", "other"] }] };
    const only = new Set(["small"]);
    expect(suppressLinked(linked)).toEqual({ hidden: only, weak: new Set(), open: only });
  });
});

describe("percentages", () => {
  const cells = [2, 31, 20, 53].map((n, index) => ({ key: `n${index}`, count: n }));
  const sums = [{ total: "n3", parts: ["n0", "n1", "n2"] }];

  test("those of a hidden count are hidden, the others shown", () => {
    const shares = [0, 1, 2].map((n) => ({ key: `share${n}`, of: `n${n}`, base: "n3" }));
    const { hidden } = suppressLinked({ cells, sums, shares });
    expect(hidden).toEqual(new Set(["n0", "n2", "share0", "share2"]));
  });

  test("one that was shown before still tells its count, which then takes more with it", () => {
    const shares = [{ key: "share0", of: "n0", base: "n3", publishedAs: "shown" as const }];
    const found = suppressLinked({ cells, sums, shares });
    // 4 % of 53 is 2 alone: only with the base hidden can it be anything else.
    expect(found.hidden).toContain("n3");
    expect(found.hidden).not.toContain("share0");
    expectNamed({ cells, sums, shares }, found);
  });

  test("the solver is given those that were shown before too", () => {
    const shape = fc.record({
      counts: fc.tuple(count, count, count),
      shown: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    });
    const property = fc.property(shape, ({ counts, shown }) => {
      const all = [...counts, counts[0] + counts[1] + counts[2]];
      fc.pre((all[3] ?? 0) > 0);
      const linked = {
        cells: all.map((n, index) => ({ key: `n${index}`, count: n })),
        sums,
        shares: shown.map((isShown, n) => ({
          key: `share${n}`,
          of: `n${n}`,
          base: "n3",
          publishedAs: isShown ? ("shown" as const) : undefined,
        })),
      };
      expectNamed(linked, suppressLinked(linked));
    });
    fc.assert(property, { numRuns: 25 });
  });
});

test.each([
  { why: "a sum that is wrong", cells: [1, 2, 4], parts: [0, 1], total: 2 },
  { why: "a part that is no cell", cells: [1, 2, 3], parts: [0, 7], total: 2 },
  { why: "half a count", cells: [1.5, 2, 3.5], parts: [0, 1], total: 2 },
])("refuses $why", ({ cells, parts, total }) => {
  const linked = { cells: cells.map((n, key) => ({ key, count: n })), sums: [{ total, parts }] };
  expect(() => suppressLinked(linked)).toThrow(RangeError);
});
