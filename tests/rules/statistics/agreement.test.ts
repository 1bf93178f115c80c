import fc from "fast-check";
import { expect, test } from "vitest";
import { agreement } from "~/rules/statistics/agreement";
import { alphaOrdinal } from "~/rules/statistics/alpha";
import { expectNear } from "./near";
import cases from "./reference/agreement.json";

test.each(cases)("$name", ({ table, expected }) => {
  expectNear(agreement(table), expected);
});

test.each([
  ["not square", [[1, 2]]],
  ["one grade", [[1]]],
  [
    "half a pair",
    [
      [1, 0.5],
      [0, 1],
    ],
  ],
  [
    "a count below nothing",
    [
      [1, -1],
      [0, 1],
    ],
  ],
])("refuses a table that is %s", (_, table) => {
  expect(() => agreement(table)).toThrow(RangeError);
});

const tables = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }), {
  minLength: 4,
  maxLength: 4,
});

test("turning the scale or the raters round changes no coefficient, and alpha is that of two raters", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const found = agreement(table);
      const turned = agreement([...table].reverse().map((row) => [...row].reverse()));
      const swapped = agreement(table.map((_, j) => table.map((row) => row[j] ?? 0)));
      expectNear(turned, found);
      expectNear(swapped, found);
      const pairs = table.flatMap((row, i) =>
        row.flatMap((count, j) => Array.from({ length: count }, () => [i, j] as const)),
      );
      const { alpha } = alphaOrdinal([pairs.map(([i]) => i), pairs.map(([, j]) => j)], 4);
      expectNear(found.alphaOrdinal, alpha);
    }),
  );
});

test("a standard error that is nothing is exactly 0, and never not a number", () => {
  fc.assert(
    fc.property(tables, (table) => {
      const { kappa, kappaLinear, kappaQuadratic, ac1, ac2Quadratic } = agreement(table);
      for (const { se } of [kappa, kappaLinear, kappaQuadratic, ac1, ac2Quadratic])
        expect(se === null || se === 0 || se > 1e-9).toBe(true);
    }),
  );
  for (const n of [1, 3, 7, 49, 1234567])
    expect(
      agreement([
        [n, 0, 0, 0],
        [0, n, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, n],
      ]),
    ).toMatchObject({
      kappaQuadratic: { value: 1, se: 0 },
      seIsZero: true,
    });
});
