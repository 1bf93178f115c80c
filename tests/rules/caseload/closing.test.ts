import { describe, expect, it } from "vitest";
import { type Closing, closesMany, countClosing, listMany } from "~/rules/caseload/closing";

const closing = (more: Partial<Closing> = {}): Closing => ({
  closed: 0,
  absent: [
    { cohort: "child-in-need", count: 30, open: 300 },
    { cohort: "care-leaver", count: 40, open: 40 },
  ],
  open: 1000,
  ...more,
});

describe("Closing", () => {
  it("counts what the file closes and the absent of the lists that are complete", () => {
    expect(countClosing(closing({ closed: 5 }), [])).toBe(5);
    expect(countClosing(closing({ closed: 5 }), ["child-in-need"])).toBe(35);
    expect(countClosing(closing(), ["child-in-need", "care-leaver"])).toBe(70);
  });

  it("is much above one in five, of the whole or of a cohort that is said to be complete", () => {
    expect(closesMany(closing(), ["child-in-need"])).toBe(false);
    expect(closesMany(closing(), ["care-leaver"])).toBe(true);
    const all = listMany(closing(), ["child-in-need", "care-leaver"]);
    expect(all.map(({ cohort }) => cohort)).toEqual(["care-leaver"]);
    expect(closesMany(closing({ closed: 200 }), [])).toBe(false);
    expect(closesMany(closing({ closed: 201 }), [])).toBe(true);
  });

  it("is never much below five cases", () => {
    const absent = [{ cohort: "child-in-need", count: 4, open: 4 } as const];
    expect(closesMany({ closed: 0, absent, open: 4 }, ["child-in-need"])).toBe(false);
  });
});
