import { describe, expect, it } from "vitest";
import { countedUpTo, countedUpToOf } from "~/rules/core/counting";

describe("A count that stops", () => {
  it.each([
    [0, "0", "0 actions"],
    [1, "1", "1 action"],
    [999, "999", "999 actions"],
    [1_000, "1,000+", "1,000 or more actions"],
  ])("of %d reads %s and %s", (n, short, long) => {
    expect(countedUpTo(n)).toBe(short);
    expect(countedUpToOf(n, "action")).toBe(long);
  });
});
