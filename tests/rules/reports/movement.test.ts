import { describe, expect, it } from "vitest";
import { type Figure, figureOf } from "~/rules/reports/figure";
import { movedFrom } from "~/rules/reports/movement";

const good = (count: number, base: number) => figureOf("Good or above", count, base);
const hidden: Figure = { standing: "hidden", of: "Good or above" };

describe("A share beside the one before it", () => {
  it.each([
    ["higher", good(5, 10), good(6, 10), { sign: "▲", words: "up from 50%" }],
    ["lower", good(6, 10), good(5, 10), { sign: "▼", words: "down from 60%" }],
    ["the same in whole percent", good(5, 10), good(6, 12), { sign: "=", words: "as before, 50%" }],
    ["on too few before", good(2, 4), good(6, 12), { sign: "", words: "before: 2 of 4" }],
    ["on too few now", good(5, 10), good(1, 2), { sign: "", words: "before: 50%" }],
    ["on nothing now", good(5, 10), good(0, 0), { sign: "", words: "before: 50%" }],
    ["hidden before", hidden, good(5, 10), { sign: "", words: "before: hidden: small numbers" }],
    ["on nothing before", good(0, 0), good(5, 10), null],
    ["without a cycle before", null, good(5, 10), null],
  ])("%s", (_, before, now, moved) => {
    expect(movedFrom(before, now)).toEqual(moved);
  });
});
