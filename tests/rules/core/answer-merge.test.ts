import { describe, expect, it } from "vitest";
import { answerDigest, baseOf, mergeAnswer, type StoredAnswer } from "~/rules/core/answer-merge";

const stored: StoredAnswer = {
  field: "overall.rationale",
  value: "theirs",
  version: 3,
  saveId: "their save",
  by: "p",
  byName: "Sam",
  at: "2024-04-15T08:00:00.000Z",
};
const posted = (
  value: string,
  base = baseOf(undefined),
  choice: "mine" | "theirs" | "open" | null = null,
) => ({
  field: "overall.rationale",
  value,
  base,
  choice,
});
const shown = (value: string, version: number) => baseOf({ value, version });

describe("one posted answer", () => {
  it.each([
    ["the first words", undefined, posted("mine"), "write"],
    ["nothing where nothing was", undefined, posted(""), "keep"],
    ["the same words, whatever the version", stored, posted("theirs"), "keep"],
    ["new words over the version shown", stored, posted("mine", shown("theirs", 3)), "write"],
    ["emptied over the version shown", stored, posted("", shown("theirs", 3)), "write"],
    ["left as it was shown, changed since", stored, posted("old", shown("old", 2)), "keep"],
    ["left empty as it was shown", stored, posted(""), "keep"],
    ["changed here and there", stored, posted("mine", shown("old", 2)), "conflict"],
    ["emptied here, changed there", stored, posted("", shown("old", 2)), "conflict"],
    ["theirs chosen", stored, posted("mine", shown("theirs", 3), "theirs"), "keep"],
    [
      "mine chosen over theirs as shown",
      stored,
      posted("mine", shown("theirs", 3), "mine"),
      "write",
    ],
    [
      "mine chosen, changed once more",
      stored,
      posted("mine", shown("older", 2), "mine"),
      "conflict",
    ],
    ["asked and not chosen", stored, posted("mine", shown("theirs", 3), "open"), "conflict"],
  ] as const)("%s", (_what, held, answer, outcome) => {
    expect(mergeAnswer(held, answer, "my save")).toBe(outcome);
  });

  it("lets a page save once more under the save it made itself", () => {
    expect(mergeAnswer(stored, posted("more", shown("old", 2)), "their save")).toBe("write");
  });

  it("has an empty digest for an empty answer alone", () => {
    expect(answerDigest("")).toBe("");
    expect(answerDigest(" ")).not.toBe("");
    expect(answerDigest("a")).not.toBe(answerDigest("b"));
  });
});
