import { expect, test } from "vitest";
import { type Selected, weightedShare } from "~/rules/statistics/weighted-share";
import { expectNear } from "./near";
import cases from "./reference/weighted-share.json";

test.each(cases)("$name", ({ selected, N, expected }) => {
  expectNear(weightedShare(selected as Selected[], N), expected);
});

test("equal chances weigh nothing differently", () => {
  const selected = [1, 0, 0, 1, 1].map((x) => ({ x, pi: 0.25 }));
  const { raw, weighted, effectiveN } = weightedShare(selected, 20);
  expect(weighted).toBeCloseTo(raw ?? Number.NaN, 12);
  expect(effectiveN).toBeCloseTo(5, 12);
});

test.each([null, 0, -0.1, Number.NaN])("a chance of %s leaves the raw share alone", (pi) => {
  const result = weightedShare(
    [
      { x: 1, pi },
      { x: 0, pi: 0.5 },
    ],
    10,
  );
  expect(result).toMatchObject({ raw: 0.5, weighted: null, interval: null, certain: null });
});
