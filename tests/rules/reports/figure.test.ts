import { describe, expect, it } from "vitest";
import { type Figure, figureOf, goodFigure, gradeMix, segmentsOf } from "~/rules/reports/figure";
import {
  caveatOf,
  countedInWords,
  countInWords,
  countsInWords,
  countsOf,
  countWithShare,
  countWithTimes,
  figureInWords,
  figureWithCaveat,
  goodInSentence,
  hiddenWords,
  isAny,
  isEmpty,
  isFew,
  mixInWords,
  percentInWords,
  since,
  smallestInWords,
} from "~/rules/reports/figure-words";
import { noJudgements } from "~/rules/tools/grades";

const good = (count: number, base: number, provisional = false) =>
  figureOf("Good or above", count, base, { provisional });
const hidden: Figure = { standing: "hidden", of: "Good or above" };

describe("How many a figure needs", () => {
  it.each([
    [19, { percentage: 15, firm: 20 }, "indicative"],
    [20, { percentage: 15, firm: 20 }, "final"],
    [14, { percentage: 15, firm: 20 }, "too few"],
    [1, { percentage: 1, firm: 1 }, "final"],
    [7, { percentage: 8, firm: 8 }, "too few"],
  ] as const)("of %i by %o is %s", (base, by, standing) => {
    expect(figureOf("Good", 1, base, { by }).standing).toBe(standing);
  });

  it.each([
    [10, 5, "Fewer than ten are indicative only; fewer than five are shown without a percentage."],
    [20, 15, "Fewer than 20 are indicative only; fewer than 15 are shown without a percentage."],
    [8, 8, "Fewer than eight are shown without a percentage."],
    [3, 1, "Fewer than three are indicative only."],
    [1, 1, ""],
  ])("is said of %i and %i", (firm, percentage, words) => {
    expect(smallestInWords({ firm, percentage })).toBe(words);
  });
});

describe("A figure", () => {
  it.each([
    [0, 0, "too few", undefined, "none graded", ""],
    [1, 1, "too few", 100, "1 of 1", "too few for a percentage"],
    [1, 4, "too few", 25, "1 of 4", "too few for a percentage"],
    [3, 5, "indicative", 60, "3 of 5 (60%)", "indicative only"],
    [1, 9, "indicative", 11, "1 of 9 (11%)", "indicative only"],
    [1, 10, "final", 10, "1 of 10 (10%)", ""],
    [31, 53, "final", 58, "31 of 53 (58%)", ""],
    [1, 200, "final", 1, "1 of 200 (1%)", ""],
  ] as const)("of %i in %i is %s", (count, base, standing, share, words, caveat) => {
    const figure = good(count, base);
    expect(figure).toEqual({
      standing,
      of: "Good or above",
      count,
      base,
      ...(share === undefined ? {} : { share }),
    });
    expect([figureInWords(figure), caveatOf(figure)]).toEqual([words, caveat]);
    expect(figureWithCaveat(figure)).toBe(caveat ? `${words}, ${caveat}` : words);
  });

  it("is provisional while what it counts may change, unless there is less to say for it", () => {
    const standings = [53, 10, 9, 4].map((base) => good(1, base, true).standing);
    expect(standings).toEqual(["provisional", "provisional", "indicative", "too few"]);
    expect(figureWithCaveat(good(31, 53, true))).toBe("31 of 53 (58%)");
  });

  it("has its interval, and its place in a chart, where they are wanted", () => {
    const figure = figureOf("Met", 81, 263, { interval: true, exact: true });
    expect(figure).toMatchObject({ share: 31, exact: 8100 / 263 });
    // Newcombe 1998, table I, method 3.
    expect("interval" in figure && figure.interval).toEqual({
      lower: expect.closeTo(25.53, 2),
      upper: expect.closeTo(36.62, 2),
    });
    expect(figureOf("Met", 0, 0, { interval: true, exact: true })).toEqual({
      standing: "too few",
      of: "Met",
      count: 0,
      base: 0,
    });
  });

  it.each([
    [2, 1],
    [-1, 4],
    [0.5, 1],
  ])("cannot be of %d in %d", (count, base) => {
    expect(() => good(count, base)).toThrow(RangeError);
  });
});

describe("The words of a figure", () => {
  it.each([
    ["shown", good(31, 53), "31", "31 audits", "31 of 53", "58%", "31\u00a0(58%)"],
    ["of one", good(1, 9), "1", "1 audit", "1 of 9", "11%", "1\u00a0(11%)"],
    ["of none of them", good(0, 53), "0", "0 audits", "0 of 53", "0%", "0"],
    ["too few", good(3, 4), "3", "3 audits", "3 of 4", "", "3"],
    [
      "hidden",
      hidden,
      "hidden",
      "audits (hidden: small numbers)",
      "hidden: small numbers",
      "",
      "hidden",
    ],
  ])("where it is %s", (_, figure, count, counted, counts, percent, withShare) => {
    expect(countInWords(figure)).toBe(count);
    expect(countedInWords(figure, "audit")).toBe(counted);
    expect(countsInWords(figure)).toBe(counts);
    expect(percentInWords(figure)).toBe(percent);
    expect(countWithShare(figure)).toBe(withShare);
  });

  it.each([
    [good(1, 1), "1 of 1 case", "Good or above"],
    [good(3, 12), "3 of 12 cases", "Good or above (3)"],
    [hidden, "hidden: small numbers", "Good or above (hidden)"],
  ])("name what is counted: %j", (figure, counts, times) => {
    expect(countsOf(figure, "case")).toBe(counts);
    expect(countWithTimes(figure)).toBe(times);
  });

  it("tell a hidden one from one of nothing and one of 0", () => {
    const each = [hidden, good(0, 0), good(0, 3), good(2, 9), good(2, 53)];
    expect(each.map(isEmpty)).toEqual([false, true, false, false, false]);
    expect(each.map(isAny)).toEqual([true, false, false, true, true]);
    expect(each.map(isFew)).toEqual([false, false, true, true, false]);
  });

  it.each<[Figure, { whose?: string; area?: string }, string]>([
    [good(33, 53), {}, "Since November 2023, 33 of 53 audits were Good or above (62%)."],
    [
      good(6, 9),
      { whose: "Willow" },
      "Since November 2023, 6 of 9 audits of Willow were Good or above (67%). Nine audits are few: indicative only.",
    ],
    [
      good(1, 4),
      { whose: "Willow" },
      "Since November 2023, 1 of 4 audits of Willow was Good or above. Four audits are too few for a percentage.",
    ],
    [
      good(1, 1),
      {},
      "Since November 2023, 1 of 1 audit was Good or above. One audit is too few for a percentage.",
    ],
    [
      good(22, 53),
      { area: "Supervision" },
      "Since November 2023, 22 of 53 audits were Good or above in supervision (42%).",
    ],
    [
      good(0, 0),
      { whose: "MASH", area: "Planning" },
      "Since November 2023, no audit of MASH was graded in planning.",
    ],
    [
      hidden,
      { whose: "MASH", area: "Planning" },
      "Since November 2023, how many audits of MASH were Good or above in planning is hidden: small numbers.",
    ],
  ])("make the sentence a manager can repeat: %j %j", (figure, about, sentence) => {
    expect(goodInSentence(since("2023-11"), figure, about)).toBe(sentence);
  });
});

describe("A grade mix", () => {
  const counts = { ...noJudgements(), outstanding: 1, good: 2, inadequate: 1 };
  const mix = gradeMix({ ...counts, "not-applicable": 7, "not-judged": 2 });

  it("counts grades of what carries one, and the rest of everything judged", () => {
    const numbers = (figure: Figure) =>
      figure.standing === "hidden" ? null : [figure.of, figure.count, figure.base];
    expect(Object.values(mix.grades).map(numbers)).toEqual([
      ["Outstanding", 1, 4],
      ["Good", 2, 4],
      ["Requires improvement", 0, 4],
      ["Inadequate", 1, 4],
    ]);
    expect([mix.good, mix.graded, mix.ungraded].map(numbers)).toEqual([
      ["Good or above", 3, 4],
      ["Graded", 4, 13],
      ["Not graded", 9, 13],
    ]);
    expect(Object.values(mix.without).map(numbers)).toEqual([
      ["Not applicable", 7, 13],
      ["Not judged", 2, 13],
    ]);
    expect(mix.good).toEqual(goodFigure(counts));
  });

  it("runs from 0 to 100 over what carries a grade, without gaps", () => {
    expect(mix.segments).toEqual([
      { code: "outstanding", count: 1, from: 0, to: 25 },
      { code: "good", count: 2, from: 25, to: 75 },
      { code: "inadequate", count: 1, from: 75, to: 100 },
    ]);
    expect(gradeMix({ ...noJudgements(), "not-judged": 3 }).segments).toEqual([]);
  });

  it("has no bar where a part is hidden, whose size the others would tell", () => {
    const parts = Object.entries({ ...mix.grades, good: hidden });
    expect(segmentsOf(parts)).toEqual([]);
  });

  it("is written as its counts, and says which is hidden", () => {
    expect(mixInWords(mix)).toBe("1 Outstanding, 2 Good, 1 Inadequate");
    expect(mixInWords(gradeMix(noJudgements()))).toBe("none graded");
    expect(mixInWords({ ...mix, grades: { ...mix.grades, good: hidden } })).toBe(
      "1 Outstanding, hidden Good, 1 Inadequate",
    );
    expect(hiddenWords).toBe("hidden: small numbers");
  });

  it("is provisional throughout where its counts are", () => {
    const sure = gradeMix({ ...noJudgements(), good: 20 }, { provisional: true });
    const { segments: _, grades, without, ...rest } = sure;
    const all = [grades, without, rest].flatMap((each) => Object.values<Figure>(each));
    expect(new Set(all.map(({ standing }) => standing))).toEqual(new Set(["provisional"]));
  });
});
