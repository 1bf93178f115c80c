import { expect, it } from "vitest";
import {
  coverageFigures,
  coverageNames,
  swapFigures,
  voiceFigures,
} from "~/rules/reports/content-figures";
import { countInWords, countsInWords } from "~/rules/reports/figure-words";

it("Coverage is of all the cases that went out", () => {
  const figures = coverageFigures({ drawn: 20, swapped: 2, withdrawn: 1, completed: 18, late: 3 });
  expect(Object.values(figures).map(countsInWords)).toEqual([
    "20 of 22",
    "2 of 22",
    "1 of 22",
    "18 of 22",
    "3 of 22",
  ]);
  expect(Object.values(figures).map(({ of }) => of)).toEqual(Object.values(coverageNames));
});

it("Voices are of all of their kind, and none is left out", () => {
  const figures = voiceFigures([
    { kind: "parent", status: "obtained", count: 7 },
    { kind: "parent", status: "no-reply", count: 5 },
    { kind: "child", status: "not-safe", count: 1 },
  ]);
  expect(figures.map(({ kind }) => kind)).toEqual(["child", "parent", "practitioner"]);
  const [child, parent, practitioner] = figures.map(({ statuses }) =>
    Object.values(statuses).map(countInWords),
  );
  expect(child).toEqual(["0", "0", "0", "0", "1"]);
  expect(parent).toEqual(["7", "5", "0", "0", "0"]);
  expect(practitioner).toEqual(["0", "0", "0", "0", "0"]);
  expect(figures[1]?.statuses.obtained).toMatchObject({ of: "Heard", base: 12, share: 58 });
});

it("Swaps are of the cases of each, and reasons of those swaps", () => {
  const reasons = [
    { name: "Closed", count: 2 },
    { name: "Other", count: 1 },
  ];
  const [willow, oak] = swapFigures([
    { id: "w", name: "Willow", cases: 9, swapped: 3, reasons },
    { id: "o", name: "Oak", cases: 4, swapped: 0, reasons: [] },
  ]);
  expect(willow).toMatchObject({ id: "w", name: "Willow", swapped: { count: 3, base: 9 } });
  expect(willow?.reasons.map((one) => [one.of, countsInWords(one)])).toEqual([
    ["Closed", "2 of 3"],
    ["Other", "1 of 3"],
  ]);
  expect(oak).toMatchObject({ swapped: { count: 0, base: 4 }, reasons: [] });
});
