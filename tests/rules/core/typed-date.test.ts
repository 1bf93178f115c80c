import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinDate, splitDate } from "~/rules/core/typed-date";

describe("a date while it is typed", () => {
  it.each([
    [{ day: "3", month: "4", year: "2024" }, "2024-04-03"],
    [{ day: "", month: "", year: "" }, ""],
    [{ day: "3", month: "", year: "" }, "--3"],
    [{ day: "31", month: "2", year: "2024" }, "2024-2-31"],
    [{ day: "3", month: "April", year: "24" }, "24-April-3"],
  ])("%j is kept as %s", (parts, text) => {
    expect(joinDate(parts)).toBe(text);
    expect(splitDate(text)).toEqual(parts);
  });

  it("shows a stored date without leading noughts", () => {
    expect(splitDate("2024-04-03")).toEqual({ day: "3", month: "4", year: "2024" });
  });

  it("comes back as it was typed, whatever that was", () => {
    const part = fc.string({ maxLength: 6 }).map((text) => text.trim());
    fc.assert(
      fc.property(part, part, part, (day, month, year) => {
        const stored = joinDate({ day, month, year });
        // A whole date loses its leading noughts, and nothing else.
        fc.pre(!/^\d{4}-\d{2}-\d{2}$/.test(stored));
        expect(splitDate(stored)).toEqual({ day, month, year });
      }),
    );
  });
});
