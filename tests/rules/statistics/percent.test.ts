import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { percent, wholePercent } from "~/rules/statistics/percent";
import cases from "./reference/percent.json";

test.each(cases)(
  "$group, $label: $expected for $count of $total",
  ({ count, total, dp, expected }) => {
    expect(percent(count, total, dp)).toBe(expected);
  },
);

describe("edges", () => {
  test.each([
    [0, 0, 0, null],
    [0, 7, 1, "0.0"],
    [7, 7, 2, "100.00"],
    [23, 40, 0, "58"],
    [1, 200, 0, "1"],
    [1, 201, 0, "0"],
    [3, 2, 0, "150"],
    [1, 1600, 2, "0.06"],
  ])("%i of %i to %i is %s", (count, total, dp, expected) => {
    expect(percent(count, total, dp)).toBe(expected);
  });

  test.each([
    [-1, 4, 0],
    [1, -4, 0],
    [1.5, 4, 0],
    [1, 4, -1],
    [Number.NaN, 4, 0],
  ])("%d of %d to %d is refused", (count, total, dp) => {
    expect(() => percent(count, total, dp)).toThrow(RangeError);
  });
});

test("whole percentages are numbers, and null where there is nothing to share", () => {
  expect(wholePercent(33, 53)).toBe(62);
  expect(wholePercent(0, 53)).toBe(0);
  expect(wholePercent(0, 0)).toBeNull();
});

test("never further than half a step from the true share, and the half goes up", () => {
  const input = fc.record({
    total: fc.integer({ min: 1, max: 5000 }),
    part: fc.integer({ min: 0, max: 5000 }),
    dp: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(input, ({ total, part, dp }) => {
      const count = part % (total + 1);
      const shown = percent(count, total, dp) ?? "";
      const step = 10 ** dp;
      // Both sides in whole units of 1 ÷ (2 × step × total), so that the comparison is exact.
      const off = 2 * Number(shown.replace(".", "")) * total - 2 * 100 * step * count;
      expect(off).toBeLessThanOrEqual(total);
      expect(off).toBeGreaterThan(-total);
    }),
  );
});
