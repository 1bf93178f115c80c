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
