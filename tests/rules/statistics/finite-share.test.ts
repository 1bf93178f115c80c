import { describe, expect, it } from "vitest";
import { numberOfWhole } from "~/rules/statistics/finite-share";

describe("how many of a whole", () => {
  // By hand. 0 of 3 of 10: with K = 6, C(4,3)/C(10,3) = 4/120 = 0.033; with K = 7, 1/120.
  // 1 of 2 of 4: K = 1 has one with chance 1/2, K = 0 none; 5 of 5 leaves nothing to guess.
  it.each([
    [0, 3, 10, [0, 6]],
    [3, 3, 10, [4, 10]],
    [1, 2, 4, [1, 3]],
    [4, 5, 5, [4, 4]],
    [0, 0, 7, [0, 7]],
    [0, 0, 0, [0, 0]],
  ])("%i of %i looked at, of %i", (x, r, M, expected) =>
    expect(numberOfWhole(x, r, M)).toEqual(expected),
  );

  it("holds the truth at least 95 times of 100, for every whole and every number looked at", () => {
    const choose = (n: number, k: number): number =>
      k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k;
    for (const M of [5, 12, 23, 40])
      for (const r of [1, 3, 10].filter((n) => n <= M)) {
        const intervals = Array.from({ length: r + 1 }, (_, x) => numberOfWhole(x, r, M));
        for (let K = 0; K <= M; K += 1) {
          const held = intervals.reduce(
            (sum, [low, high], x) =>
              low <= K && K <= high
                ? sum + (choose(K, x) * choose(M - K, r - x)) / choose(M, r)
                : sum,
            0,
          );
          expect(held).toBeGreaterThanOrEqual(0.95 - 1e-9);
        }
      }
  });

  it("rounds what lies between two numbers outwards, and refuses what can't be", () => {
    expect(numberOfWhole(0.5, 3, 10)).toEqual([0, numberOfWhole(1, 3, 10)[1]]);
    for (const [x, r, M] of [
      [4, 3, 10],
      [-1, 3, 10],
      [1, 11, 10],
      [1, 1.5, 10],
    ] as const)
      expect(() => numberOfWhole(x, r, M)).toThrow(RangeError);
  });
});
