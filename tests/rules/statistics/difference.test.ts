import { describe, expect, it } from "vitest";
import { differenceOf } from "~/rules/statistics/difference";

describe("The interval of a difference of two shares", () => {
  // Newcombe 1998, Statistics in Medicine 17:873, table II, method 10.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [10, 10, 0, 20, 0.6791, 1],
  ])("of %i of %i and %i of %i", (x1, n1, x2, n2, lower, upper) => {
    const found = differenceOf(x1, n1, x2, n2);
    expect(found?.lower).toBeCloseTo(lower, 4);
    expect(found?.upper).toBeCloseTo(upper, 4);
  });

  it("is none where either is of nothing, and refuses what is no count", () => {
    expect([differenceOf(0, 0, 1, 2), differenceOf(1, 2, 0, 0)]).toEqual([null, null]);
    expect(() => differenceOf(3, 2, 1, 2)).toThrow(RangeError);
  });
});
