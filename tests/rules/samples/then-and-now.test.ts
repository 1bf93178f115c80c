import { describe, expect, it } from "vitest";
import { figureOf } from "~/rules/reports/figure";
import { tallyAnswers } from "~/rules/samples/samples";
import { changeInWords, sameQuestions, thenAndNow } from "~/rules/samples/then-and-now";

const met = (count: number, base: number) => figureOf("Met", count, base);

describe("what changed between two samples", () => {
  it.each([
    // Newcombe's method 10: 14 of 15 against 4 of 15.
    [met(4, 15), met(14, 15), "Up 67 points (32 to 83): more than chance"],
    [met(14, 15), met(4, 15), "Down 67 points (−83 to −32): more than chance"],
    [met(7, 15), met(9, 15), "Up 13 points (−20 to 43): could be chance"],
    [met(7, 15), met(7, 15), "No change (−32 to 32): could be chance"],
    [met(1, 6), met(6, 6), "Up 83 points (28 to 97): more than chance, indicative only"],
    [met(1, 4), met(9, 15), "Too few to say"],
    [met(0, 0), met(9, 15), "Too few to say"],
    [{ standing: "hidden", of: "Met" } as const, met(9, 15), "Hidden"],
  ])("%#", (before, now, words) => {
    expect(changeInWords(before, now)).toBe(words);
  });

  const question = (code: string, text: string) => ({ code, text });
  const now = [question("in-time", "Was it in time?"), question("smart", "Were they SMART?")];
  const earlier = [
    question("in-time", "Was it in time?"),
    question("smart", "Were actions SMART?"),
  ];

  it("is said of questions alone that are the same in code and in words", () => {
    expect(sameQuestions(now, earlier).map(({ code }) => code)).toEqual(["in-time"]);
    const cases = Array.from({ length: 12 }, () => ({ "in-time": "met", smart: "met" }) as const);
    const beside = thenAndNow(tallyAnswers(now, cases), tallyAnswers(earlier, cases));
    expect(beside.map(({ code, words }) => [code, words])).toEqual([
      ["in-time", "No change (−24 to 24): could be chance"],
    ]);
  });
});
