import { describe, expect, it } from "vitest";
import { andList, counted, insideSentence, orList, plural, sentenceCase } from "~/rules/core/words";

describe("Lists in words", () => {
  it.each([
    [[], "", ""],
    [["Willow"], "Willow", "Willow"],
    [["Willow", "Larch"], "Willow and Larch", "Willow or Larch"],
    [["Willow", "Larch", "Elm"], "Willow, Larch and Elm", "Willow, Larch or Elm"],
  ])("of %j", (words, and, or) => {
    expect([andList(words), orList(words)]).toEqual([and, or]);
  });
});

describe("Counts in words", () => {
  it.each([
    [0, "0 audits", "are"],
    [1, "1 audit", "is"],
    [2, "2 audits", "are"],
    [1200, "1,200 audits", "are"],
  ])("of %i", (n, words, verb) => {
    expect([counted(n, "audit"), plural(n, "is", "are")]).toEqual([words, verb]);
  });

  it("take another plural where there is one", () => {
    expect([1, 3].map((n) => counted(n, "person", "people"))).toEqual(["1 person", "3 people"]);
  });
});

describe("Words at the beginning of a sentence, and inside one", () => {
  it.each([
    ["their own team", "Their own team", "their own team"],
    ["Case recording", "Case recording", "case recording"],
    ["A good plan", "A good plan", "a good plan"],
    ["PLO", "PLO", "PLO"],
    ["", "", ""],
  ])("%j", (words, beginning, inside) => {
    expect([sentenceCase(words), insideSentence(words)]).toEqual([beginning, inside]);
  });
});
