import { expect, it } from "vitest";
import { isOwnName } from "~/rules/people/passwords";

const owner = { name: "Siân O’Hart", email: "sian.ohart@council.example" };

it.each([
  ["sian.ohart@council.example", true],
  ["SianOHart1234", true],
  ["Sian-O'Hart!!", true],
  ["ohartohartohart", true],
  ["sianohart council", true],
  ["Line-of-Sight-2024", true],
  ["sian marmalade window", false],
  ["tulip kettle orbit", false],
  ["123456789012", false],
])("%s is little more than a name: %s", (password, expected) => {
  expect(isOwnName(password, owner)).toBe(expected);
});

it("takes a name of two letters for no name", () => {
  expect(isOwnName("bo bo bo bo bo", { name: "Bo Li", email: "bl@x.uk" })).toBe(false);
});
