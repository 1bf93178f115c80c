import { expect, test } from "vitest";
import { alphaInterval, alphaOrdinal } from "~/rules/statistics/alpha";
import { randomFrom } from "~/rules/statistics/random";
import { expectNear } from "./near";
import cases from "./reference/alpha.json";

test.each(cases)("$name", ({ ratings, k, expected }) => {
  expectNear(alphaOrdinal(ratings, k), expected);
});

test("a grade that isn't on the scale is refused", () => {
  expect(() => alphaOrdinal([[4], [0]], 4)).toThrow(RangeError);
  expect(() => alphaOrdinal([[0.5], [0]], 4)).toThrow(RangeError);
});

test("the interval is the same for the same seed, holds alpha, and narrows as more is rated", () => {
  const random = randomFrom(7);
  const rated = (items: number) => {
    const truth = Array.from({ length: items }, () => Math.floor(random() * 4));
    return Array.from({ length: 4 }, () =>
      truth.map((grade) => (random() < 0.7 ? grade : Math.min(3, grade + 1))),
    );
  };
  const [few, many] = [rated(8), rated(80)];
  const width = (ratings: number[][]) => {
    const interval = alphaInterval(ratings, 4, { seed: 1, times: 500 });
    const { alpha } = alphaOrdinal(ratings, 4);
    if (!interval || alpha === null) throw new Error("defined for these");
    expect(interval.lower).toBeLessThanOrEqual(alpha);
    expect(interval.upper).toBeGreaterThanOrEqual(alpha);
    return interval.upper - interval.lower;
  };
  expect(width(many)).toBeLessThan(width(few) / 1.5);
  expect(alphaInterval(few, 4, { seed: 3 })).toEqual(alphaInterval(few, 4, { seed: 3 }));
});

test("no interval from one thing rated, or where all gave one grade", () => {
  expect(alphaInterval([[0], [1]], 4, { seed: 1 })).toBeNull();
  expect(
    alphaInterval(
      [
        [1, 1],
        [1, 1],
      ],
      4,
      { seed: 1 },
    ),
  ).toBeNull();
});
