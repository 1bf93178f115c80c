import { expect, it } from "vitest";
import { movedCounts } from "~/rules/core/moved-counts";

it("moved counts are what differs, in key order, and nothing that stayed", () => {
  const row = (key: string, count: number) => ({ key, count });
  const before = [row("c", 1), row("a", 2), row("b", 1)];
  const after = [row("a", 2), row("b", 3), row("d", 1)];
  expect(movedCounts(before, after, ({ key }) => key)).toEqual([
    row("b", 2),
    row("c", -1),
    row("d", 1),
  ]);
});
