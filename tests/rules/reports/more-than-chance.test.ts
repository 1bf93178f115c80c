import { describe, expect, it } from "vitest";
import { type Figure, figureOf } from "~/rules/reports/figure";
import { differenceInWords } from "~/rules/reports/more-than-chance";

const good = (count: number, base: number) => figureOf("Good or above", count, base);
const hidden: Figure = { standing: "hidden", of: "Good or above" };

describe("Whether a team differs from the others", () => {
  it.each([
    ["more than chance explains", good(56, 70), good(48, 80), "Higher than chance explains"],
    ["below", good(48, 80), good(56, 70), "Lower than chance explains"],
    ["no more than chance explains", good(10, 18), good(20, 30), "No more than chance"],
    ["on few", good(9, 9), good(3, 12), "Higher, indicative only"],
    ["on few others", good(1, 20), good(7, 7), "Lower, indicative only"],
    ["on too few", good(4, 4), good(0, 40), "Too few to say"],
    ["on too few others", good(0, 40), good(4, 4), "Too few to say"],
    ["on nothing", good(0, 0), good(20, 30), "Too few to say"],
    ["alone in its service", good(10, 18), good(0, 0), "No other team graded"],
    ["hidden", hidden, good(20, 30), "Hidden"],
    ["beside the hidden", good(20, 30), hidden, "Hidden"],
  ])("%s", (_, own, others, said) => {
    expect(differenceInWords(own, others)).toBe(said);
  });

  it("says what it is told where there is nothing beside it", () => {
    const none = figureOf("Good or above", 0, 0);
    expect(differenceInWords(none, none, "Not graded before")).toBe("Not graded before");
  });
});
