import { describe, expect, test } from "vitest";
import { type PeriodKind, periodBeside, periodOf } from "~/rules/reports/periods";

describe("A period of reports", () => {
  test.each<[PeriodKind, string, string, string]>([
    ["month", "2024-01", "2024-01", "2024-01"],
    ["quarter", "2024-01", "2024-01", "2024-03"],
    ["quarter", "2023-12", "2023-10", "2023-12"],
    ["quarter", "2024-04", "2024-04", "2024-06"],
    ["year", "2024-03", "2023-04", "2024-03"],
    ["year", "2024-04", "2024-04", "2025-03"],
    ["year", "2024-12", "2024-04", "2025-03"],
  ])("of the kind %s that %s lies in goes from %s to %s", (kind, month, from, to) => {
    expect(periodOf(kind, month)).toMatchObject({ kind, from, to });
  });

  test("is followed and preceded by one of its kind, with no month between", () => {
    for (const kind of ["month", "quarter", "year"] as const) {
      const one = periodOf(kind, "2024-02");
      expect(periodBeside(periodBeside(one, 1), -1)).toEqual(one);
      expect(periodBeside(one, -1).to < one.from).toBe(true);
    }
    expect(periodOf("quarter", "2024-02").name).toBe("January 2024 to March 2024");
    expect(periodOf("year", "2024-02").name).toBe("Year from April 2023 to March 2024");
  });
});
