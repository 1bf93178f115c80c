import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wilson } from "~/rules/statistics/interval";
import cases from "./reference/wilson.json";

const near = (actual: number | null, expected: number | null) => {
  if (expected === null || actual === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12);
};
const toOnePlace = (value: number | null) =>
  value === null ? null : Number((100 * value).toFixed(1));

describe("reference cases", () => {
  test.each(cases)("$x of $n", ({ x, n, proportion, lower, upper, lowerPct1dp, upperPct1dp }) => {
    const interval = wilson(x, n);
    near(interval.proportion, proportion);
    near(interval.lower, lower);
    near(interval.upper, upper);
    expect(toOnePlace(interval.lower)).toBe(lowerPct1dp);
    expect(toOnePlace(interval.upper)).toBe(upperPct1dp);
  });
});

test.each([
  [-1, 4],
  [5, 4],
  [1.5, 4],
  [1, Number.NaN],
])("%d of %d is refused", (x, n) => {
  expect(() => wilson(x, n)).toThrow(RangeError);
});

const input = fc.record({
  n: fc.integer({ min: 1, max: 3000 }),
  part: fc.integer({ min: 0, max: 3000 }),
});

test("holds the proportion, stays within 0 and 1, and mirrors", () => {
  fc.assert(
    fc.property(input, ({ n, part }) => {
      const x = part % (n + 1);
      const { proportion, lower, upper } = wilson(x, n);
      const other = wilson(n - x, n);
      if (proportion === null || other.proportion === null) throw new Error("n is at least 1");
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(lower).toBeLessThanOrEqual(proportion);
      expect(upper).toBeGreaterThanOrEqual(proportion);
      expect(upper).toBeLessThanOrEqual(1);
      near(lower, 1 - other.upper);
      if (x === 0) expect(lower).toBe(0);
      if (x === n) expect(upper).toBe(1);
    }),
  );
});

test("the ends are where the score test just rejects", () => {
  const z = 1.959963984540054;
  fc.assert(
    fc.property(input, ({ n, part }) => {
      const x = part % (n + 1);
      const { proportion, lower, upper } = wilson(x, n);
      if (proportion === null) throw new Error("n is at least 1");
      for (const p of [lower, upper]) {
        if (p === 0 || p === 1) continue;
        const score = Math.abs(proportion - p) / Math.sqrt((p * (1 - p)) / n);
        expect(Math.abs(score - z)).toBeLessThan(1e-6);
      }
    }),
  );
});
