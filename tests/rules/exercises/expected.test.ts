import { describe, expect, it } from "vitest";
import {
  exemptShare,
  lessExempt,
  returnedInWords,
  yearOfAuditor,
} from "~/rules/exercises/expected";

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

describe("An auditor’s year", () => {
  const months = ["2024-04", "2024-05", "2024-06"];
  const given = [
    // Half past midnight in London is the next day there.
    { dueOn: "2024-05-10", submittedAt: "2024-05-10T22:30:00.000Z" },
    { dueOn: "2024-05-10", submittedAt: "2024-05-10T23:30:00.000Z" },
    { dueOn: "2024-06-07", submittedAt: null },
    { dueOn: "2024-06-28", submittedAt: null },
  ];

  it("counts what came back in time of what was expected less what is exempt", () => {
    const year = yearOfAuditor(months, 2, [may], given, "2024-06-10");
    expect(year).toMatchObject({ expected: 6, exempt: 2, given: 4, inTime: 1, late: 2, out: 1 });
    expect(year.rate).toMatchObject({ count: 1, base: 4 });
  });

  it("has no rate where more came back than was expected, and says so", () => {
    const both = [given[0], given[0]].flatMap((one) => (one ? [one] : []));
    const year = yearOfAuditor(["2024-05"], 1, [], both, "2024-06-10");
    expect(year.rate).toBeNull();
    expect(returnedInWords(year)).toBe("2, where 1 was expected");
    expect(yearOfAuditor([], 2, [], [], "2024-06-10").rate).toMatchObject({ count: 0, base: 0 });
  });
});
