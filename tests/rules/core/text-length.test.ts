import { expect, it } from "vitest";
import { lengthInWords } from "~/ui/inputs/text-length";

it.each([
  ["", 8000, undefined, "Up to 8,000 characters"],
  ["", 8000, 120, "About 120 words is usual, up to 8,000 characters"],
  ["Seen at home", 8000, 120, "3 words. About 120 words is usual, up to 8,000 characters"],
  ["Seen", undefined, 60, "1 word. About 60 words is usual"],
  ["x".repeat(7500), 8000, 120, "You have 500 characters left"],
  ["x".repeat(7999), 8000, 120, "You have 1 character left"],
  ["x".repeat(8000), 8000, 120, "You have 0 characters left"],
  [`${"x".repeat(8000)}  `, 8000, 120, "You have 0 characters left"],
  ["x".repeat(8020), 8000, 120, "You have 20 characters too many"],
])("says how long a text is: %#", (text, most, usual, words) => {
  expect(lengthInWords(text, most, usual)).toBe(words);
});
