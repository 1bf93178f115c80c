import { describe, expect, it } from "vitest";
import { shareChange } from "~/rules/statistics/share-change";

describe("The difference of two shares", () => {
  // Newcombe 1998, table II: the share before less the one after is the other way round here.
  it.each([
    [{ count: 48, of: 80 }, { count: 56, of: 70 }, 0.2, 0.0524, 0.3339],
    [{ count: 3, of: 10 }, { count: 9, of: 10 }, 0.6, 0.1705, 0.809],
    [{ count: 0, of: 10 }, { count: 10, of: 10 }, 1, 0.6075, 1],
    [{ count: 0, of: 10 }, { count: 0, of: 10 }, 0, -0.2775, 0.2775],
  ])("of %j and %j", (before, after, difference, lower, upper) => {
    const change = shareChange(before, after);
    expect(change?.difference).toBeCloseTo(difference, 10);
    expect(change?.lower).toBeCloseTo(lower, 3);
    expect(change?.upper).toBeCloseTo(upper, 3);
  });

  it("is nothing where one is of nothing", () => {
    expect(shareChange({ count: 0, of: 0 }, { count: 1, of: 2 })).toBeNull();
  });
});
