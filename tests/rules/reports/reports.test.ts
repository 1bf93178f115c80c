import { describe, expect, it, test } from "vitest";
import {
  areasInOrder,
  countTallies,
  leadingArea,
  shareInWords,
  shareOf,
  shareSentence,
  since,
  standingOf,
} from "~/rules/reports/reports";
import { countJudgements } from "~/rules/tools/grades";

describe("How far a share can be relied on", () => {
  it.each([
    [0, "none", "none graded"],
    [1, "counts-only", "1 of 1"],
    [4, "counts-only", "1 of 4"],
    [5, "indicative", `1 of 5 (20%)`],
    [9, "indicative", `1 of 9 (11%)`],
    [10, "firm", `1 of 10 (10%)`],
    [53, "firm", `1 of 53 (2%)`],
  ])("of %i is %s: %s", (of, standing, words) => {
    expect(standingOf(of)).toBe(standing);
    expect(shareInWords(Math.min(1, of), of)).toBe(words);
  });
});

describe("The sentence a manager can repeat", () => {
  it.each([
    [33, 53, {}, `Since November 2023, 33 of 53 audits were Good or above (62%).`],
    [
      6,
      9,
      { whose: "Willow" },
      `Since November 2023, 6 of 9 audits of Willow were Good or above (67%). Nine audits are few: indicative only.`,
    ],
    [
      1,
      4,
      { whose: "Willow" },
      "Since November 2023, 1 of 4 audits of Willow was Good or above. Four audits are too few for a percentage.",
    ],
    [
      1,
      1,
      {},
      "Since November 2023, 1 of 1 audit was Good or above. One audit is too few for a percentage.",
    ],
    [
      22,
      53,
      { area: "Supervision" },
      `Since November 2023, 22 of 53 audits were Good or above in supervision (42%).`,
    ],
    [
      0,
      0,
      { whose: "MASH", area: "Planning" },
      "Since November 2023, no audit of MASH was graded in planning.",
    ],
  ])("says %i of %i %j", (count, of, about, sentence) => {
    const percent = of === 0 ? null : Math.round((100 * count) / of);
    expect(shareSentence(since("2023-11"), { count, of, percent }, about)).toBe(sentence);
  });
});

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
    expect(shareOf(counts)).toEqual({ count: 5, of: 5, percent: 100 });
    expect(shareOf(countTallies(tallies, "supervision"))).toEqual({
      count: 0,
      of: 0,
      percent: null,
    });
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
