/**
 * Who is drawn how often, over 4,000 seeds. Each chi-squared bound is the 0.999999 point and
 * each z bound leaves less than one in ten million outside, so a sound draw would fail a run of
 * this file with fresh seeds less than once in 100,000. The seeds are fixed: it never flickers.
 */
import { expect, test } from "vitest";
import { shuffle } from "~/rules/random";
import { type FrameRow, familyOf } from "~/rules/sampling-frame";
import { drawPlan, frameRow, made } from "../support/frames";

const runs = 4_000;
/** The 0.999999 points of chi-squared by degrees of freedom. */
const bound: Record<number, number> = { 1: 23.93, 2: 27.63, 4: 33.38, 5: 35.89 };

/** How often each key came, with noughts for keys that never did. */
const tally = (keys: string[], came: string[][]) =>
  keys.map((key) => came.filter((list) => list.includes(key)).length);

/** Chi-squared of counts that each should be `expected`. */
const spread = (counts: number[], expected: number) =>
  counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);

/**
 * The same for `size` of `of` drawn without replacement: counts vary less and depend on one another,
 * which this factor puts right (of - 1 degrees of freedom).
 */
const spreadWithoutReplacement = (counts: number[], size: number) => {
  const of = counts.length;
  return (spread(counts, (runs * size) / of) * (of - 1)) / (of - size);
};

// Team A: six families, of 1, 1, 1, 1, 2 and 3 children. Team B: five of one child each.
const frame: FrameRow[] = [
  ...["a1", "a2", "a3", "a4"].map((id) => frameRow(id)),
  ...["p1", "p2"].map((id) => frameRow(id, { familyReference: "p" })),
  ...["q1", "q2", "q3"].map((id) => frameRow(id, { familyReference: "q" })),
  ...["b1", "b2", "b3", "b4", "b5"].map((id) => frameRow(id, { teamId: "B" })),
  frameRow("a9", { familyReference: "q", sensitive: true }),
];
const byId = new Map(frame.map((row) => [row.caseId, row]));
const familyOfCase = (caseId: string) => familyOf(byId.get(caseId) ?? frameRow(caseId));
const familiesOfA = ["case a1", "case a2", "case a3", "case a4", "family p", "family q"];

const drawnIds = (rows: FrameRow[], run: number) => {
  const { cases } = made(rows, drawPlan({ seed: `chance ${run}`, excludeSensitive: true }));
  return cases.filter((row) => row.status === "drawn").map((row) => row.caseId);
};
const everyDraw = Array.from({ length: runs }, (_, run) => drawnIds(frame, run));

test("each family of a stratum is drawn equally often", () => {
  const came = everyDraw.map((ids) => ids.map(familyOfCase));
  // Five places over six and five families: three and two.
  expect(spreadWithoutReplacement(tally(familiesOfA, came), 3)).toBeLessThan(bound[5] ?? 0);
  const familiesOfB = ["b1", "b2", "b3", "b4", "b5"].map((id) => `case ${id}`);
  expect(spreadWithoutReplacement(tally(familiesOfB, came), 2)).toBeLessThan(bound[4] ?? 0);
});

test("each child is drawn equally often within the family, a child left out never", () => {
  for (const children of [
    ["p1", "p2"],
    ["q1", "q2", "q3"],
  ]) {
    const counts = tally(children, everyDraw);
    const all = counts.reduce((sum, n) => sum + n, 0);
    expect(spread(counts, all / children.length)).toBeLessThan(bound[children.length - 1] ?? 0);
  }
  expect(tally(["a9"], everyDraw)).toEqual([0]);
});

test("this test has teeth: drawing children rather than families is caught", () => {
  const childrenOfA = frame.filter((row) => row.teamId === "A" && !row.sensitive);
  const came = everyDraw.map((_, run) => {
    const order = shuffle(`children ${run}`, childrenOfA).map(familyOf);
    return [...new Set(order)].slice(0, 3);
  });
  expect(spreadWithoutReplacement(tally(familiesOfA, came), 3)).toBeGreaterThan(bound[5] ?? 0);
});

test("the chance kept with each case is how often it is drawn, families across teams included", () => {
  const across = [
    ...frame,
    ...["x1", "x2"].map((id) => frameRow(id, { familyReference: "x" })),
    frameRow("x3", { familyReference: "x", teamId: "B" }),
    frameRow("y1", { familyReference: "y", teamId: "B" }),
    frameRow("y2", { familyReference: "y", teamId: "C" }),
    ...["c1", "c2"].map((id) => frameRow(id, { teamId: "C" })),
  ];
  const sums = new Map(across.map((row) => [row.caseId, { off: 0, variance: 0 }]));
  for (let run = 0; run < runs; run += 1) {
    const { cases } = made(
      across,
      drawPlan({ seed: `across ${run}`, size: 7, excludeSensitive: true }),
    );
    for (const { caseId, status, probability } of cases) {
      const sum = sums.get(caseId);
      if (sum === undefined) throw new Error(caseId);
      sum.off += Number(status === "drawn") - probability;
      sum.variance += probability * (1 - probability);
    }
  }
  for (const [caseId, { off, variance }] of sums) {
    const z = variance === 0 ? off : off / Math.sqrt(variance);
    expect(Math.abs(z), caseId).toBeLessThan(5.5);
  }
});
