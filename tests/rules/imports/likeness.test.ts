import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { likeness, slips, suggest } from "~/rules/imports/likeness";

describe("Slips of the pen", () => {
  it.each([
    ["willow", "willow", 0],
    ["willow", "wilow", 1],
    ["willow", "willwo", 1],
    ["willow", "pillow", 1],
    ["rowan", "willow", 3],
    ["", "ab", 2],
  ])("between %s and %s are %i", (a, b, count) => {
    expect(slips(a, b, 2)).toBe(count);
  });

  it("are as many one way as the other, none only between equals", () => {
    const text = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const there = slips(a, b, 3);
        return there === slips(b, a, 3) && (there === 0) === (a === b);
      }),
    );
  });
});

describe("Names that are alike", () => {
  const teams = ["Willow", "Rowan", "Care and Leaving Care", "Children in Care"].map((name) => ({
    name,
  }));
  const first = (name: string) => suggest(name, teams)[0]?.name;

  it.each([
    ["WILLOW TEAM", "Willow"],
    ["The Willow Service", "Willow"],
    ["Wilow", "Willow"],
    ["Rowan North", "Rowan"],
    ["Leaving Care & Care", "Care and Leaving Care"],
    ["Children-in-Care", "Children in Care"],
  ])("finds for %s the team %s", (name, team) => {
    expect(first(name)).toBe(team);
  });

  it("finds nothing for what is not alike", () => {
    expect(suggest("MASH", teams)).toEqual([]);
    expect(likeness("Team", "Service")).toBeNull();
    expect(likeness("", "Willow")).toBeNull();
  });

  it("knows people with their names turned, short or misspelled", () => {
    expect(likeness("Lindley, Pat", "Pat Lindley")).toBe(0);
    expect(likeness("P Lindley", "Pat Lindley")).not.toBeNull();
    expect(likeness("Pat Lindly", "Pat Lindley")).not.toBeNull();
    expect(likeness("Siân Rees", "Sian Rees")).toBe(0);
    expect(likeness("P Lindley", "Pam Brook")).toBeNull();
    expect(likeness("Ann", "Ian")).toBeNull();
  });
});
