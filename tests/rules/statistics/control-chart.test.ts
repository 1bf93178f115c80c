import { describe, expect, test } from "vitest";
import { type ChartOptions, pChart, xmr } from "~/rules/statistics/control-chart";
import { expectNear } from "./near";
import cases from "./reference/control-chart.json";

test.each(cases)("$name", ({ values, numerators, denominators, options, expected }) => {
  const chart = values
    ? xmr(values, options as ChartOptions)
    : pChart(numerators ?? [], denominators ?? [], options as ChartOptions);
  expectNear(chart, expected);
});

/** Forty points that say nothing: limits far from the mean of 10. */
const quiet = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 9 : 11));
const flagged = (rule: (string | null)[]) =>
  rule.flatMap((name, at) => (name === "Common Cause" ? [] : [[at, name]]));

describe("what makes a signal", () => {
  test("seven on one side, whichever comes first or last", () => {
    const base = { fixAfterN: 40 };
    const above = [10.5, 11, 10.5, 11, 10.5, 11, 10.5];
    const { rule } = xmr([...quiet, 9, ...above, 9], base);
    expect(flagged(rule)).toEqual(above.map((_, at) => [41 + at, "7 Points Above CL"]));
    expect(flagged(xmr([...quiet, 9, ...above.slice(1), 9], base).rule)).toEqual([]);
  });

  test("two of three near a limit on one side, those two alone", () => {
    const { nearUpper, upper } = xmr(quiet);
    const near = ((nearUpper[0] ?? 0) + (upper[0] ?? 0)) / 2;
    const { rule } = xmr([...quiet, near, 10.5, near], { fixAfterN: 40 });
    expect(flagged(rule)).toEqual([
      [40, "2 in 3 Above CL"],
      [42, "2 in 3 Above CL"],
    ]);
    expect(flagged(xmr([...quiet, near, 9, near], { fixAfterN: 40 }).rule)).toEqual([]);
  });

  test("a trend counts by where it goes, not by the side it is on", () => {
    const falling = [10.9, 10.8, 10.7, 10.6, 10.5, 10.4, 10.3];
    const { rule, pointType } = xmr([...quiet, 9, ...falling], {
      fixAfterN: 40,
      improvementDirection: "decrease",
    });
    expect(rule[44]).toBe("7 Point Trend (Decreasing)");
    expect(pointType[44]).toBe("special_cause_improvement");
  });

  test("neither way better says high and low", () => {
    const { pointType } = xmr([...quiet, 30, -10], {
      fixAfterN: 40,
      improvementDirection: "neutral",
    });
    expect(pointType.slice(40)).toEqual([
      "special_cause_neutral_high",
      "special_cause_neutral_low",
    ]);
  });

  test("a point exactly on a limit isn't outside it", () => {
    const { upper } = xmr(quiet);
    expect(xmr([...quiet, upper[0] ?? 0], { fixAfterN: 40 }).outside[40]).toBe(false);
  });
});

test("unscreened, a series that never moves has limits on its mean", () => {
  const { lower, upper } = xmr([5, 5, 5], { screenOutliers: false });
  expect([lower[2], upper[2]]).toEqual([5, 5]);
});

test("shares start anew where they are told to, and are frozen after the first points of each", () => {
  const numerators = [5, 5, 9, 2, 2, 8];
  const chart = pChart(numerators, [10, 10, 10, 10, 10, 10], { rebaseAt: [3], fixAfterN: 2 });
  expect(chart.centre).toEqual([0.5, 0.5, 0.5, 0.2, 0.2, 0.2]);
  expect(chart.outside).toEqual([false, false, false, false, false, true]);
});

test("nothing at all gives nothing", () => {
  expect(xmr([]).centre).toEqual([]);
  expect(pChart([0], [0]).centre).toEqual([null]);
});
