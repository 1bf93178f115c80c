import { describe, expect, it } from "vitest";
import {
  allSubmitted,
  calibrationStates,
  isRevealed,
  opensByItself,
  type Rating,
  sessionProblem,
} from "~/rules/calibration/calibration";
import {
  agreementOf,
  alphaInWords,
  meaningOf,
  meanStepsApart,
  spreadOf,
} from "~/rules/calibration/spread";
import type { Grade } from "~/rules/tools/scale";

const parts = [
  { code: "assessment", name: "Assessment" },
  { code: "planning", name: "Planning" },
];
const rating = (rater: number, area: string, judgement: string, isMine = false): Rating => ({
  ...{ rater, area, judgement, isMine, reason: `because ${rater}` },
});

describe("a calibration", () => {
  it("shows grades in its session and after it alone", () => {
    expect(calibrationStates.filter(isRevealed)).toEqual(["session", "closed"]);
  });

  it.each([
    [[true, true], [true, true], true],
    [[true, false], [true, true], false],
    [[true, true, false], [true, true, false], true],
    [[true, false], [true, false], false],
    [[true], [true], false],
  ])("submitted %j, still here %j: opens by itself is %s", (submitted, active, opens) => {
    const raters = submitted.map((one, at) => ({ submitted: one, active: active[at] ?? true }));
    expect(allSubmitted(raters)).toBe(opens);
  });

  it("opens by itself the day after its date, when there are two to compare", () => {
    expect(opensByItself("2024-04-15", "2024-04-15", 5)).toBe(false);
    expect(opensByItself("2024-04-15", "2024-04-16", 1)).toBe(false);
    expect(opensByItself("2024-04-15", "2024-04-16", 2)).toBe(true);
    expect(sessionProblem("grading", 1)).toMatch(/^Wait until two/);
    expect(sessionProblem("grading", 2)).toBeNull();
    expect(sessionProblem("draft", 2)).toMatch(/^Reload/);
  });
});

describe("where raters part", () => {
  it.each<[Grade[], number | null]>([
    [[], null],
    [["good"], null],
    [["good", "good"], 0],
    [["outstanding", "inadequate"], 3],
    [["good", "good", "inadequate"], 4 / 3],
  ])("%j: %s steps", (given, steps) => expect(meanStepsApart(given)).toEqual(steps));

  it("puts the widest apart first, keeps what is not judged in view, and marks one's own", () => {
    const spread = spreadOf(parts, [
      rating(0, "assessment", "good", true),
      rating(1, "assessment", "good"),
      rating(2, "assessment", "not-judged"),
      rating(0, "planning", "outstanding", true),
      rating(1, "planning", "inadequate"),
    ]);
    expect(spread.map(({ code, apart }) => [code, apart])).toEqual([
      ["planning", 3],
      ["assessment", 0],
    ]);
    const given = spread[1]?.given.filter(({ count }) => count > 0);
    expect(given).toEqual([
      { judgement: "good", count: 2, mine: true },
      { judgement: "not-judged", count: 1, mine: false },
    ]);
    expect(JSON.stringify(spread)).not.toContain("rater");
  });

  it("lists reasons by grade and letters, so that no one's follow each other", () => {
    const [first] = spreadOf(parts.slice(0, 1), [
      { ...rating(0, "assessment", "inadequate"), reason: "A" },
      { ...rating(1, "assessment", "good"), reason: "C" },
      { ...rating(2, "assessment", "good"), reason: "B" },
    ]);
    expect(first?.reasons.map(({ reason }) => reason)).toEqual(["B", "C", "A"]);
  });
});

describe("how far raters agree", () => {
  it("is one where all give the same to each part, and says so", () => {
    const all = [0, 1, 2].flatMap((rater) => [
      rating(rater, "assessment", "good"),
      rating(rater, "planning", "inadequate"),
    ]);
    const found = agreementOf(parts, all);
    expect(found).toMatchObject({ alpha: 1, raters: 3, parts: 2 });
    expect(meaningOf(found)).toContain("grade this case alike");
    expect(agreementOf(parts, all)).toEqual(found);
  });

  it("is too few to say where one grade alone was used, or one person rated", () => {
    const same = [0, 1].map((rater) => rating(rater, "assessment", "good"));
    for (const ratings of [same, same.slice(0, 1), []]) {
      expect(alphaInWords(agreementOf(parts, ratings))).toBe("Too few to say");
      expect(meaningOf(agreementOf(parts, ratings))).toMatch(/^Too few to say/);
    }
  });

  it("takes what is not judged as a gap", () => {
    const some = [rating(0, "assessment", "good"), rating(1, "assessment", "not-judged")];
    expect(agreementOf(parts, some)).toMatchObject({ parts: 0, raters: 0 });
  });
});
