import { expect, it } from "vitest";
import { groupedBy } from "~/rules/core/grouped";

it("puts items under their keys in the order they came", () => {
  const groups = groupedBy([3, 1, 4, 1, 5], (n) => (n % 2 === 0 ? "even" : "odd"));
  expect([...groups]).toEqual([
    ["odd", [3, 1, 1, 5]],
    ["even", [4]],
  ]);
  expect(groupedBy([], String).size).toBe(0);
});
