import { describe, expect, it } from "vitest";
import { rangeInWords } from "~/rules/reports/agreement-words";
import { figureInWords, percentInWords } from "~/rules/reports/figure-words";
import { type CycleParts, wholeCycle } from "~/rules/reports/whole-cycle";

const cycle = (month: string, others: Partial<CycleParts["others"]>, waiting = 0): CycleParts => ({
  id: month,
  month,
  certain: { n: 4, confirmed: 1, goodOrAbove: 0 },
  others: { all: 40, n: 10, confirmed: 8, goodOrAbove: 10, chance: 0.25, ...others },
  waiting,
  beside: 0,
});
const few = { all: 12, n: 4, confirmed: 3, goodOrAbove: 4, chance: 1 / 3 };

describe("what moderation says of all audits", () => {
  it("stands beside the plain figure, with an interval and how it comes about", () => {
    const whole = wholeCycle({ ...cycle("2024-04", {}), beside: 2 }, []);
    expect(whole?.said).toBe("");
    expect(whole?.estimatedOf).toBe("Estimated of all 44 audits");
    const [confirmed, good] = whole?.rows ?? [];
    // 9 of the 14 seen; of all, 1 and four times 8 of 44.
    expect(confirmed && figureInWords(confirmed.seen)).toBe("9 of 14 (64%)");
    expect(confirmed && percentInWords(confirmed.all)).toBe("75%");
    // All ten that were picked are alike, and the others still uncertain.
    expect(good && percentInWords(good.all)).toBe("91%");
    expect(good && rangeInWords(good.all)).toMatch(/^\d\d% to 91%$/);
    expect(whole?.method).toMatch(/^4 audits were certain .* 10 were picked by chance\. /);
    expect(whole?.method).toMatch(/2 others were moderated without chance/);
  });

  it.each<[string, CycleParts, CycleParts[], string, number]>([
    [
      "joins the latest cycles where one has too few, and says which",
      cycle("2024-04", few),
      [cycle("2024-03", few), cycle("2024-02", few), cycle("2024-01", few)],
      "(4), so nothing is said of the others by it alone. Below are the last 3 cycles together, February 2024 to April 2024.",
      2,
    ],
    [
      "leaves out cycles whose moderated audits are not all final",
      cycle("2024-04", few),
      [cycle("2024-03", few, 1), cycle("2024-02", few), cycle("2024-01", few)],
      "January 2024 to April 2024",
      2,
    ],
    [
      "says nothing where all together are too few",
      cycle("2024-04", few),
      [],
      "Nor do the cycles before it",
      0,
    ],
    ["waits for what is not final", cycle("2024-04", {}, 1), [], "is not final yet", 0],
    [
      "has nothing to say where all were moderated",
      cycle("2024-04", { all: 10 }),
      [],
      "Every audit was moderated",
      0,
    ],
  ])("%s", (_, own, before, said, rows) => {
    const whole = wholeCycle(own, before);
    expect(whole?.said).toContain(said);
    expect(whole?.rows).toHaveLength(rows);
  });

  it("is nothing for a cycle without audits", () => {
    const none = { all: 0, n: 0, confirmed: 0, goodOrAbove: 0, chance: null };
    const own = { ...cycle("2024-04", none), certain: { n: 0, confirmed: 0, goodOrAbove: 0 } };
    expect(wholeCycle(own, [])).toBeNull();
  });
});
