import { describe, expect, it } from "vitest";
import { returnedInWords, yearOfAuditor } from "~/rules/reports/auditor-year";

const may = { from: "2024-05-01", to: "2024-05-31" };

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
