import { describe, expect, it, test } from "vitest";
import { areasInOrder, countTallies, leadingArea } from "~/rules/reports/reports";
import { countJudgements } from "~/rules/tools/grades";

describe("Tallies", () => {
  const tallies = [
    { area: "planning", judgement: "good", count: 2 },
    { area: "planning", judgement: "good", count: 3 },
    { area: "planning", judgement: "not-applicable", count: 1 },
    { area: "overall", judgement: "inadequate", count: 1 },
    { area: "an-older-area", judgement: "good", count: 1 },
  ];

  it("add up within an area, whatever else they are split by", () => {
    const counts = countTallies(tallies, "planning");
    expect(counts).toEqual({ ...countJudgements([]), good: 5, "not-applicable": 1 });
    expect(countTallies(tallies, "supervision")).toEqual(countJudgements([]));
  });

  it("keep the tool's order of areas, then any older one, never overall", () => {
    expect(areasInOrder(["assessment", "planning"], tallies)).toEqual([
      "assessment",
      "planning",
      "an-older-area",
    ]);
  });
});

describe("what a team's figures lead with", () => {
  const areas = [{ code: "contact" }, { code: "planning" }, { code: "recording" }];
  const of = (area: string, count: number, judgement = "good") => ({ area, judgement, count });
  test.each([
    ["the overall grade where there is one", [of("overall", 1), of("planning", 9)], null],
    ["the only area graded", [of("planning", 3)], "planning"],
    ["the area graded most", [of("contact", 2), of("recording", 7)], "recording"],
    ["the tool's first of equals", [of("recording", 4), of("planning", 4)], "planning"],
    [
      "no area that was not judged",
      [of("contact", 9, "not-applicable"), of("planning", 1)],
      "planning",
    ],
    ["the overall grade where nothing was graded", [of("contact", 5, "not-judged")], null],
    ["the overall grade where there is nothing", [], null],
  ])("is %s", (_, tallies, leading) => {
    expect(leadingArea(areas, tallies)?.code ?? null).toBe(leading);
  });
});
