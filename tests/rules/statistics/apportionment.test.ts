import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hamilton, hamiltonMin1 } from "~/rules/statistics/apportionment";
import cases from "./reference/apportionment.json";

const sum = (list: number[]) => list.reduce((total, n) => total + n, 0);

describe("reference cases", () => {
  test.each(cases)("$name: hamilton", ({ strata, k, hamilton: expected }) => {
    expect(hamilton(strata, k)).toEqual(expected);
  });
  test.each(cases)("$name: at least one each", ({ strata, k, hamiltonMin1: expected }) => {
    expect(hamiltonMin1(strata, k)).toEqual(expected);
  });
});

describe("what cannot be shared out", () => {
  test.each([
    { why: "more than everyone", strata: [2, 3], k: 6 },
    { why: "a negative size", strata: [2, 3], k: -1 },
    { why: "half a case", strata: [2, 3], k: 1.5 },
    { why: "a negative stratum", strata: [2, -3], k: 1 },
    { why: "no strata and a case wanted", strata: [], k: 1 },
  ])("$why", ({ strata, k }) => {
    expect(hamilton(strata, k)).toBeNull();
    expect(hamiltonMin1(strata, k)).toBeNull();
  });

  test("none of some is possible, one each of some with none is not", () => {
    expect(hamilton([4, 2], 0)).toEqual([0, 0]);
    expect(hamiltonMin1([4, 2], 0)).toBeNull();
  });
});

test("numbers too large for a product of doubles stay exact", () => {
  const strata = [3_000_000_001, 3_000_000_000, 2_999_999_999];
  expect(hamilton(strata, 9_000_000_000)).toEqual(strata);
  expect(hamiltonMin1(strata, 9_000_000_000)).toEqual(strata);
});

const population = fc
  .array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 })
  .chain((strata) =>
    fc.record({ strata: fc.constant(strata), k: fc.integer({ min: 0, max: sum(strata) }) }),
  );

describe("properties", () => {
  test("hamilton gives out every place, at the quota rounded down or up, within the stratum", () => {
    fc.assert(
      fc.property(population, ({ strata, k }) => {
        const places = hamilton(strata, k) ?? [];
        const total = sum(strata);
        expect(sum(places)).toBe(k);
        strata.forEach((n, i) => {
          const quota = total === 0 ? 0 : (k * n) / total;
          expect(places[i]).toBeGreaterThanOrEqual(Math.floor(quota));
          expect(places[i]).toBeLessThanOrEqual(Math.ceil(quota));
          expect(places[i]).toBeLessThanOrEqual(n);
        });
      }),
    );
  });

  test("with one each: every place, one at least where there is anyone, within the stratum", () => {
    fc.assert(
      fc.property(population, ({ strata, k }) => {
        const places = hamiltonMin1(strata, k);
        if (k < strata.filter((n) => n > 0).length) {
          expect(places).toBeNull();
          return;
        }
        expect(sum(places ?? [])).toBe(k);
        strata.forEach((n, i) => {
          expect(places?.[i]).toBeGreaterThanOrEqual(Math.min(n, 1));
          expect(places?.[i]).toBeLessThanOrEqual(n);
        });
      }),
    );
  });

  test("a larger stratum never gets fewer places than a smaller one", () => {
    fc.assert(
      fc.property(population, ({ strata, k }) => {
        for (const places of [hamilton(strata, k), hamiltonMin1(strata, k)]) {
          if (places === null) continue;
          const bySize = strata
            .map((n, i) => ({ n, places: places[i] ?? 0 }))
            .sort((a, b) => a.n - b.n);
          for (let i = 1; i < bySize.length; i += 1) {
            const [smaller, larger] = [bySize[i - 1], bySize[i]];
            if (smaller && larger && smaller.n < larger.n) {
              expect(larger.places).toBeGreaterThanOrEqual(smaller.places);
            }
          }
        }
      }),
    );
  });
});

/**
 * The same rule worked another way: places are handed out one at a time, each to the stratum that
 * is furthest below its exact quota, fractions compared by multiplying across.
 */
function oneAtATime(strata: number[], k: number): number[] {
  const total = BigInt(sum(strata));
  const places = strata.map(() => 0n);
  const quotaTimesTotal = strata.map((n) => BigInt(k) * BigInt(n));
  const floors = quotaTimesTotal.map((quota) => (total === 0n ? 0n : quota / total));
  for (let given = 0; given < k; given += 1) {
    let best = -1;
    for (const [i, n] of strata.entries()) {
      const place = places[i] ?? 0n;
      const floor = floors[i] ?? 0n;
      // First everyone's whole quota, then one more at most.
      const stage = place < floor ? 0 : place === floor ? 1 : 2;
      if (stage === 2) continue;
      if (best === -1) {
        best = i;
        continue;
      }
      const bestStage = (places[best] ?? 0n) < (floors[best] ?? 0n) ? 0 : 1;
      const below = (quotaTimesTotal[i] ?? 0n) - place * total;
      const bestBelow = (quotaTimesTotal[best] ?? 0n) - (places[best] ?? 0n) * total;
      const better =
        stage !== bestStage
          ? stage < bestStage
          : below !== bestBelow
            ? below > bestBelow
            : n > (strata[best] ?? 0);
      if (better) best = i;
    }
    if (best === -1) throw new Error("There are more places than strata can take");
    places[best] = (places[best] ?? 0n) + 1n;
  }
  return places.map(Number);
}

/** At least one each, by recursion: whoever's quota is below one has one, the rest is another share. */
function oneEachFirst(strata: number[], k: number): number[] | null {
  const asked = strata.filter((n) => n > 0);
  if (k < asked.length || k > sum(strata)) return null;
  const small = strata.map((n) => n > 0 && k * n < sum(strata));
  if (!small.includes(true)) return oneAtATime(strata, k);
  const rest = oneEachFirst(
    strata.map((n, i) => (small[i] ? 0 : n)),
    k - small.filter(Boolean).length,
  );
  return rest?.map((n, i) => (small[i] ? 1 : n)) ?? null;
}

describe("the same as worked out another way, ties included", () => {
  const sizes = [
    { what: "few sizes, so that many tie", max: 4, length: 9 },
    { what: "sizes of teams", max: 60, length: 14 },
    { what: "a single stratum or two", max: 9, length: 2 },
  ];
  test.each(sizes)("$what", ({ max, length }) => {
    const strata = fc.array(fc.integer({ min: 0, max }), { maxLength: length });
    const asked = strata.chain((list) =>
      fc.record({ list: fc.constant(list), k: fc.integer({ min: 0, max: sum(list) + 2 }) }),
    );
    fc.assert(
      fc.property(asked, ({ list, k }) => {
        expect(hamilton(list, k)).toEqual(k > sum(list) ? null : oneAtATime(list, k));
        expect(hamiltonMin1(list, k)).toEqual(oneEachFirst(list, k));
      }),
      { numRuns: 1500 },
    );
  });

  test("equal remainders: the larger stratum, then the earlier one, wherever they stand", () => {
    expect(hamilton([2, 2, 2, 2], 2)).toEqual([1, 1, 0, 0]);
    expect(hamilton([1, 3, 1, 3], 4)).toEqual([0, 2, 0, 2]);
    expect(hamilton([3, 1, 3, 1], 2)).toEqual([1, 0, 1, 0]);
    expect(hamiltonMin1([3, 3, 3, 1], 6)).toEqual([2, 2, 1, 1]);
  });

  test("no number that is not a count is taken", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 0.5, -1, 2 ** 53]) {
      expect([hamilton([bad, 2], 1), hamiltonMin1([bad, 2], 1)]).toEqual([null, null]);
      expect([hamilton([2, 2], bad), hamiltonMin1([2, 2], bad)]).toEqual([null, null]);
    }
    expect([hamilton([], 0), hamiltonMin1([], 0)]).toEqual([[], []]);
  });
});
