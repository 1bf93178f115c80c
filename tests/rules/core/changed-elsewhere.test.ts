import { expect, it } from "vitest";
import { changedInWords, overtakenInWords, whoElse } from "~/rules/core/changed-elsewhere";

const taylor = { id: "taylor", name: "Taylor Brook" };

it.each([
  ["someone else", taylor, "Taylor Brook changed this at 9am", "their version"],
  [
    "oneself",
    { ...taylor, id: "reader" },
    "You, on another page or device, changed this at 9am",
    "the other version",
  ],
  ["nobody known", null, "Someone changed this at 9am", "their version"],
])("tells a reader what was changed by %s", (_, by, title, whose) => {
  const conflict = { by: whoElse(by, "reader"), at: "at 9am" };
  expect(changedInWords(conflict)).toBe(title);
  expect(overtakenInWords(conflict).whose).toBe(whose);
});

it.each([
  [false, "save yours over theirs", "save this one over the other"],
  [true, "tell them", "stands and can’t be replaced"],
])("says what to do next (settled: %s)", (settled, toOthers, toOneself) => {
  const words = (readerId: string) =>
    overtakenInWords({ by: whoElse(taylor, readerId), settled }).words;
  expect(words("reader")).toContain(toOthers);
  expect(words("taylor")).toContain(toOneself);
  expect(words("taylor")).not.toMatch(/heirs|tell them/);
});
