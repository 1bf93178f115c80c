import { describe, expect, it } from "vitest";
import type { SparkPoint } from "~/rules/reports/blocks";
import { figureOf } from "~/rules/reports/figure";
import { sparklineInWords, sparklineOf, sparkRuns } from "~/rules/reports/sparkline";
import { noJudgements } from "~/rules/tools/grades";

const edition = { toolId: "core", toolName: "Core audit", major: 2 };
const cycle = (month: string, good: number, others: number, major = 2) => ({
  id: month,
  title: month,
  month,
  edition: { ...edition, major },
  counts: { ...noJudgements(), good, inadequate: others },
});

describe("A sparkline", () => {
  it("joins what can be compared and leaves gaps for too few", () => {
    const points = sparklineOf([
      cycle("2023-01", 5, 5, 1),
      cycle("2023-03", 6, 4),
      cycle("2023-05", 8, 2),
      cycle("2023-07", 1, 1),
      cycle("2023-09", 0, 0),
      cycle("2023-11", 7, 3),
    ]);
    expect(sparkRuns(points)).toEqual([
      [{ at: 0, place: 50 }],
      [
        { at: 1, place: 60 },
        { at: 2, place: 80 },
      ],
      [{ at: 5, place: 70 }],
    ]);
    expect(sparklineInWords(points)).toBe(
      "January 2023 50%; not joined: March 2023 60%, May 2023 80%, July 2023 1 of 2, too few for a percentage, November 2023 70%",
    );
  });

  it("says of a break where nothing was graded, at the cycle after it", () => {
    const points = sparklineOf([
      cycle("2023-01", 5, 5, 1),
      cycle("2023-03", 0, 0),
      cycle("2023-05", 8, 2),
    ]);
    expect(sparkRuns(points).map((run) => run.length)).toEqual([1, 1]);
    expect(sparklineInWords(points)).toBe("January 2023 50%; not joined: May 2023 80%");
  });

  it("holds no number of what is hidden, or of nothing", () => {
    const hidden: SparkPoint = {
      month: "2023-01",
      figure: { standing: "hidden", of: "Good or above" },
      apart: false,
    };
    expect([sparkRuns([hidden]), sparklineInWords([hidden])]).toEqual([
      [],
      "January 2023 hidden: small numbers",
    ]);
    const none = { month: "2023-01", figure: figureOf("Good or above", 0, 0), apart: false };
    expect([sparkRuns([none]), sparklineInWords([none])]).toEqual([[], "none graded"]);
  });
});
