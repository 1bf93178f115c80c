import { describe, expect, it } from "vitest";
import { changeInWords, themesTable } from "~/rules/reports/area-story";
import { trendBlock } from "~/rules/reports/trend-block";
import type { CycleCounts } from "~/rules/reports/trends";
import { noJudgements } from "~/rules/tools/grades";

const cyclesOf = (shares: readonly (readonly [good: number, of: number])[]): CycleCounts[] =>
  shares.map(([good, of], at) => ({
    id: `c${at}`,
    title: `Cycle ${at}`,
    month: `2023-${String(at + 1).padStart(2, "0")}`,
    edition: { toolId: "core", toolName: "Core audit", major: 2 },
    counts: { ...noJudgements(), good, "requires-improvement": of - good },
  }));

function changeOf(
  shares: readonly (readonly [number, number])[],
  on: string,
  rebasedAt?: string,
): string {
  const cycles = cyclesOf(shares);
  const rebases = rebasedAt ? [{ exerciseId: rebasedAt, reason: "New", by: "Sam" }] : [];
  const { points } = trendBlock({ name: "good", title: "Good", cycles, rebases });
  return changeInWords(cycles, points, on);
}

describe("What changed around an action", () => {
  const low = [20, 50] as const;
  const high = [40, 50] as const;
  it.each([
    [
      "is more than chance explains, or could be chance",
      [low, low, high, high],
      "2023-02-14",
      "Before: 40 of 100 (40%). After: 80 of 100 (80%). 40 points better, more than chance explains (95% interval 27 to 51).",
    ],
    [
      "may be for the worse",
      [high, low],
      "2023-01-31",
      "Before: 40 of 50 (80%). After: 20 of 50 (40%). 40 points worse, more than chance explains (95% interval −55 to −21).",
    ],
    [
      "could be chance",
      [low, [23, 50]],
      "2023-01-31",
      "Before: 20 of 50 (40%). After: 23 of 50 (46%). The difference could be chance (95% interval −13 to 24 points).",
    ],
    [
      "can't be told of few",
      [low, [3, 4]],
      "2023-01-31",
      "Before: 20 of 50 (40%). After: 3 of 4. Too few to say what changed.",
    ],
    ["waits for a cycle", [low, high], "2023-02-01", "No cycle has followed yet."],
    [
      "needs one before it",
      [low, high],
      "2022-12-01",
      "There is nothing before it to compare with.",
    ],
  ] as const)("%s", (_, shares, on, words) => expect(changeOf(shares, on)).toBe(words));

  it("looks at three cycles on either side and never over a break", () => {
    const shares = [[0, 50], low, low, low, high, high, high, [0, 50]] as const;
    expect(changeOf(shares, "2023-04-30")).toContain("Before: 60 of 150 (40%). After: 120 of 150");
    expect(changeOf(shares, "2023-04-30", "c3")).toContain("Before: 20 of 50 (40%). After: 120");
    expect(changeOf(shares, "2023-04-30", "c5")).toContain("Before: 60 of 150 (40%). After: 40 of");
    expect(changeOf(shares, "2023-04-30", "c4")).toBe(
      "There is nothing before it to compare with.",
    );
  });
});

describe("Themes of an area", () => {
  it("are those named most often, those to develop first, a column a cycle", () => {
    const cycles = cyclesOf([
      [1, 2],
      [1, 2],
    ]);
    const found = ["b", "a", "c"].flatMap((theme, at) =>
      cycles.map(({ id }) => ({
        exerciseId: id,
        kind: theme === "c" ? ("strength" as const) : ("development" as const),
        theme,
        audits: at + 1,
      })),
    );
    const one = { exerciseId: "other", kind: "strength" as const, theme: "z", audits: 9 };
    const table = themesTable(
      cycles,
      [...found, one],
      (theme) => `Theme ${theme}`,
      (month) => month,
    );
    expect(table.columns.map(({ header }) => header)).toEqual([
      "Theme",
      "Kind",
      "2023-01",
      "2023-02",
    ]);
    expect(table.rows).toEqual([
      ["Theme a", "Area for development", { number: 2 }, { number: 2 }],
      ["Theme b", "Area for development", { number: 1 }, { number: 1 }],
      ["Theme c", "Strength", { number: 3 }, { number: 3 }],
    ]);
  });
});
