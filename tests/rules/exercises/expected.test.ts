import { describe, expect, it } from "vitest";
import { exemptShare, lessExempt } from "~/rules/exercises/expected";

const may = { from: "2024-05-01", to: "2024-05-31" };
const week = { from: "2024-05-13", to: "2024-05-17" };
const figure = { expected: 4, maximum: 6 };

describe("What is expected of an auditor", () => {
  it("is less by the share of working days that they are exempt", () => {
    // May 2024 has 21 working days: two bank holidays.
    expect(exemptShare([week], may)).toBeCloseTo(5 / 21);
    expect(exemptShare([week, { from: "2024-05-15", to: "2024-05-20" }], may)).toBeCloseTo(6 / 21);
    expect(exemptShare([{ from: "2024-05-04", to: "2024-05-06" }], may)).toBe(0);
    expect(lessExempt(figure, [week], may)).toEqual({ expected: 3, maximum: 6 });
    expect(lessExempt(figure, [], may)).toEqual(figure);
  });

  it("is nothing, and they take none, where they are exempt all the time", () => {
    const all = [{ from: "2024-04-01", to: "2024-06-30" }];
    expect(lessExempt(figure, all, may)).toEqual({ expected: 0, maximum: 0 });
    const most = [{ from: "2024-05-02", to: "2024-06-30" }];
    expect(lessExempt(figure, most, may)).toEqual({ expected: 0, maximum: 6 });
  });
});
