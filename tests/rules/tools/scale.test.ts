import { describe, expect, it } from "vitest";
import { certainReasonCodes } from "~/rules/moderation/certain";
import { judgements, lookOf } from "~/rules/tools/grades";
import {
  belowGoodWords,
  escalates,
  escalatingWords,
  goodGrades,
  goodOrAboveWords,
  grades,
  scale,
} from "~/rules/tools/scale";
import { gradeSeries } from "~/ui/charts/patterns";

describe("The scale of grades", () => {
  it("is Ofsted's four, the best first", () => {
    expect(scale.map(({ name }) => name)).toEqual([
      "Outstanding",
      "Good",
      "Requires improvement",
      "Inadequate",
    ]);
    expect(grades).toEqual(scale.map(({ code }) => code));
  });

  it("calls Good and Outstanding good, in words made from it", () => {
    expect(goodGrades).toEqual(["outstanding", "good"]);
    expect([goodOrAboveWords, belowGoodWords, escalatingWords]).toEqual([
      "Good or above",
      "below Good",
      "Inadequate",
    ]);
  });

  it.each([
    ["outstanding", false],
    ["good", false],
    ["requires-improvement", false],
    ["inadequate", true],
    ["not-judged", false],
    [null, false],
  ])("says whether %s escalates", (judgement, escalating) => {
    expect(escalates(judgement)).toBe(escalating);
  });

  it("moderates what escalates first, then what is seldom given", () => {
    expect(certainReasonCodes).toEqual([
      "inadequate",
      "outstanding",
      "new-auditor",
      "concern",
      "consistency",
      "correction",
      "requires-improvement",
    ]);
  });

  it("shows every grade in a tone of its own, best to worst", () => {
    expect(judgements.map(lookOf)).toEqual([
      "highest",
      "high",
      "low",
      "lowest",
      "not-applicable",
      "not-judged",
    ]);
    const fills = grades.map((grade) => gradeSeries[grade].fill);
    expect(new Set(fills).size).toBe(grades.length);
  });
});
