import { expect, it } from "vitest";
import { fileSizeInWords } from "~/rules/imports/file-size";

it.each([
  [1, "1 KB"],
  [1_499, "1 KB"],
  [12_345, "12 KB"],
  [999_999, "1,000 KB"],
  [1_000_000, "1.0 MB"],
  [3_440_000, "3.4 MB"],
])("says the size of %i bytes", (bytes, words) => {
  expect(fileSizeInWords(bytes)).toBe(words);
});
