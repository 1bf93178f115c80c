import { describe, expect, it } from "vitest";
import {
  addPicked,
  groupQuestions,
  libraryKey,
  offerQuestions,
  searchQuestions,
} from "~/rules/samples/library";
import { coreAreas } from "~db/tools/codes";
import { shippedQuestions } from "~db/tools/question-library";

const library = shippedQuestions.map((one) => ({ ...one, from: "Question library" }));
const [first, second] = library;
if (!first || !second) throw new Error("the library is empty");

const asked = [
  { title: "March", month: "2024-03", questions: [first, { code: "own", text: "Was it kind?" }] },
  { title: "January", month: "2024-01", questions: [first, { ...second, text: "Otherwise put?" }] },
];

describe("The library of questions", () => {
  it("offers each once, with when it was last asked", () => {
    const offered = offerQuestions(library, asked);
    expect(new Set(offered.map(({ key }) => key)).size).toBe(offered.length);
    const of = (question: { code: string; text: string }) =>
      offered.find(({ key }) => key === libraryKey(question));
    expect(of(first)?.lastAsked?.title).toBe("March");
    expect(of(second)?.lastAsked).toBeNull();
    // The same code in other words is another question, and no part of a comparison.
    expect(of({ code: second.code, text: "Otherwise put?" })?.lastAsked?.title).toBe("January");
    expect(of({ code: "own", text: "Was it kind?" })).toMatchObject({ area: null, from: "March" });
  });

  it("is searched by all words, however they are written, and grouped by area", () => {
    const offered = offerQuestions(library, asked);
    const found = searchQuestions(offered, "CHILD’S  voice view");
    expect(found.map(({ text }) => text)).toEqual([]);
    const seen = searchQuestions(offered, "childs own view");
    expect(seen.map(({ code }) => code)).toEqual(["library-child-voice"]);
    expect(searchQuestions(offered, "%")).toEqual([]);
    const groups = groupQuestions(offered, coreAreas);
    expect(groups.map(({ area }) => area)).toEqual([...coreAreas, null]);
    expect(groups.flatMap(({ questions }) => questions)).toHaveLength(offered.length);
  });

  it("fills empty boxes and asks nothing twice", () => {
    const rows = [{ code: "", text: "Mine?" }, { code: "", text: " " }, { text: "" }];
    const added = addPicked(rows, [first, { code: "x", text: "MINE?" }, second]);
    expect(added.map(({ text }) => text)).toEqual(["Mine?", first.text, second.text]);
  });

  it("has questions that fit the boxes of a plan, each code once", () => {
    expect(new Set(library.map(({ code }) => code)).size).toBe(library.length);
    for (const { code, text, guidance = "" } of library) {
      expect([code, /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code) && code.length <= 60]).toEqual([
        code,
        true,
      ]);
      expect([text, text.length <= 200, guidance.length <= 400]).toEqual([text, true, true]);
    }
  });
});
