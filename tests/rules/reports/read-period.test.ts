import { describe, expect, it } from "vitest";
import { readReportPeriod } from "~/forms/periods";

describe("The period that an address asks for", () => {
  it.each([
    ["", "2024-01", "2024-03"],
    ["kind=year", "2023-04", "2024-03"],
    ["kind=month", "2024-03", "2024-03"],
    ["kind=month&month=2024-02", "2024-02", "2024-02"],
    ["kind=quarter&month=2024-04", "2024-04", "2024-06"],
    ["kind=decade&month=nonsense", "2024-01", "2024-03"],
    ["month=0001-01", "2024-01", "2024-03"],
  ])(
    "of “%s” runs from %s to %s, and is one that is over where none is named",
    (query, from, to) => {
      expect(readReportPeriod(new URLSearchParams(query), "2024-04-15")).toMatchObject({
        from,
        to,
      });
    },
  );
});
