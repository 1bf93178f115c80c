import { expect, test } from "vitest";
import { lean, type Rater } from "~/rules/statistics/lean";
import { expectNear } from "./near";
import cases from "./reference/lean.json";

test.each(cases)("$name", ({ auditors, centreByArea, expected }) => {
  expectNear(lean(auditors as Rater[], { centreByArea }), expected);
});

test("an auditor without a difference has no lean and isn't counted", () => {
  const { auditors, perAuditor } = lean([
    { auditor: "A", d: [0, -1] },
    { auditor: "B", d: [] },
    { auditor: "C", d: [1, 0] },
  ]);
  expect(auditors).toBe(2);
  expect(perAuditor[1]).toEqual({
    auditor: "B",
    n: 0,
    rawMean: null,
    mean: null,
    b: null,
    shrunk: null,
    lower: null,
    upper: null,
  });
});

test("one difference each leaves the spread, and all that follows, undefined", () => {
  const found = lean([
    { auditor: "A", d: [0] },
    { auditor: "B", d: [1] },
  ]);
  expect(found).toMatchObject({ sigma2: null, tau2: null, mu: null, zeroVariance: false });
});

test("no spread within auditors takes the limit: their plain means, without a width", () => {
  const found = lean([
    { auditor: "A", d: [1, 1] },
    { auditor: "B", d: [-1, -1, -1] },
  ]);
  expect(found).toMatchObject({ tau2: 2, mu: 0, varMu: 1, zeroVariance: true });
  expect(found.perAuditor[0]).toMatchObject({ b: 1, shrunk: 1, lower: 1, upper: 1 });
});

test("centring needs an area for each difference", () => {
  expect(() => lean([{ auditor: "A", d: [1] }], { centreByArea: true })).toThrow(RangeError);
});
