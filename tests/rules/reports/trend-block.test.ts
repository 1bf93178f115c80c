import { describe, expect, it } from "vitest";
import { leastPoints, trendBlock, trendLines } from "~/rules/reports/trend-block";
import type { CycleCounts } from "~/rules/reports/trends";
import { noJudgements } from "~/rules/tools/grades";

const core = { toolId: "core", toolName: "Core audit", major: 2 };

/** Cycles a month apart from January 2023, `good` of `of` in each. */
const cyclesOf = (
  shares: readonly (readonly [good: number, of: number])[],
  editionAt: (at: number) => CycleCounts["edition"] = () => core,
): CycleCounts[] =>
  shares.map(([good, of], at) => ({
    id: `c${at}`,
    title: `Cycle ${at}`,
    month: `${2023 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`,
    edition: editionAt(at),
    counts: { ...noJudgements(), good, "requires-improvement": of - good },
  }));

const same = (n: number, good = 30, of = 50) =>
  Array.from({ length: n }, () => [good, of] as const);
/** As many cycles that move by chance alone. */
const restless = (n: number) =>
  Array.from({ length: n }, (_, at) => [at % 2 === 0 ? 28 : 34, 50] as const);
const trendOf = (cycles: CycleCounts[], more: object = {}) =>
  trendBlock({ name: "good", title: "Good or above", cycles, ...more });

describe("A trend", () => {
  it("has no limits and no signal on too few points, and says so", () => {
    const block = trendOf(cyclesOf([...same(leastPoints - 2), [2, 50]]));
    expect(block.points.every(({ centre, upper }) => centre === null && upper === null)).toBe(true);
    expect(block.points.every(({ signal }) => signal === "")).toBe(true);
    expect(block.says).toBe(
      "4 cycles are too few to tell signal from noise: limits are drawn from 5 on.",
    );
  });

  it("has the limits of a p chart in percent, and says when they are on trial", () => {
    const block = trendOf(cyclesOf([...same(4), [32, 50], [28, 50]]));
    const [first] = block.points;
    expect(first?.centre).toBeCloseTo(60);
    expect(first?.upper).toBeCloseTo(60 + 300 * Math.sqrt(0.24 / 50));
    expect(block.says).toBe(
      "No signal: what moves from cycle to cycle is no more than chance explains. Limits on fewer than 13 cycles are on trial, and these rest on 6.",
    );
    expect(trendOf(cyclesOf(same(13))).says).not.toContain("on trial");
  });

  it("says the rule of a flagged point, and which way is better", () => {
    const up = trendOf(cyclesOf([...restless(13), [48, 50]]));
    expect(up.points.at(-1)?.signal).toBe("better than noise: above the upper limit");
    expect(up.says).toBe("Better than noise: February 2024 (above the upper limit).");
    const down = trendOf(cyclesOf([...restless(13), [5, 50]]));
    expect(down.points.at(-1)?.signal).toBe("worse than noise: below the lower limit");
    expect(down.says).toContain("Worse than noise: February 2024");
  });

  it("tells a run of the same rule as one", () => {
    const block = trendOf(cyclesOf([...same(8, 27, 50), ...same(8, 33, 50)]));
    expect(block.says).toBe(
      "Better than noise: September 2023 to April 2024 (one of seven in a row above the centre). Worse than noise: January 2023 to August 2023 (one of seven in a row below the centre).",
    );
  });

  it("leaves a cycle without grades out of limits, without a break", () => {
    const block = trendOf(cyclesOf([...same(3), [0, 0], ...same(3)]));
    expect(block.points[3]).toMatchObject({ centre: null, signal: "", breakBefore: "" });
    expect(block.points[4]?.centre).toBeCloseTo(60);
    expect(trendOf(cyclesOf([[0, 0]])).says).toBe("No cycle has a grade here.");
    expect(trendOf([])).toMatchObject({ points: [], says: "No cycle has a grade here." });
  });

  it("breaks where the tool or its major version changed, and starts limits anew", () => {
    const block = trendOf(
      cyclesOf([...same(6, 10, 50), ...same(6, 40, 50)], (at) =>
        at < 6 ? { ...core, major: 1 } : core,
      ),
    );
    expect(block.points.map(({ breakBefore }) => breakBefore).filter(Boolean)).toEqual([
      "Core audit, version 2",
    ]);
    expect(block.points[5]?.centre).toBeCloseTo(20);
    expect(block.points[6]?.centre).toBeCloseTo(80);
    expect(block.says).toContain("No signal since July 2023");
  });

  it("breaks where the lead starts it anew, with the reason and the name", () => {
    const rebases = [{ exerciseId: "c6", reason: "New practice model", by: "Sam Lead" }];
    const block = trendOf(cyclesOf(same(8)), { rebases });
    expect(block.points[6]?.breakBefore).toBe("limits start anew, Sam Lead: New practice model");
    expect(block.points[5]?.centre).toBeCloseTo(60);
    expect(block.points[6]?.centre).toBeNull();
    expect(block.says).toBe(
      "2 cycles since July 2023 are too few to tell signal from noise: limits are drawn from 5 on.",
    );
    const first = trendOf(cyclesOf(same(2)), { rebases: [{ ...rebases[0], exerciseId: "c0" }] });
    expect(first.points[0]?.breakBefore).toBe("");
  });

  it("marks what was done at the first cycle of a later month", () => {
    const actions = [
      { on: "2022-11-30", words: "before all" },
      { on: "2023-01-31", words: "after the first" },
      { on: "2023-02-01", words: "in the second" },
      { on: "2023-03-09", words: "after the last" },
    ];
    const block = trendOf(cyclesOf(same(3)), { actions });
    expect(block.points.map(({ marks }) => marks)).toEqual([
      [],
      ["after the first"],
      ["in the second"],
    ]);
  });
});

describe("The lines of a trend", () => {
  const other = { toolId: "send", toolName: "SEND audit", major: 1 };
  it("are one where tools followed one another", () => {
    const cycles = cyclesOf(same(4), (at) => (at < 2 ? core : other));
    expect(trendLines(cycles)).toEqual([cycles]);
    expect(trendLines([])).toEqual([[]]);
  });
  it("are one a tool where they stand side by side", () => {
    const cycles = cyclesOf(same(4), (at) => (at % 2 === 0 ? core : other));
    expect(trendLines(cycles).map((line) => line.map(({ id }) => id))).toEqual([
      ["c0", "c2"],
      ["c1", "c3"],
    ]);
  });
});
