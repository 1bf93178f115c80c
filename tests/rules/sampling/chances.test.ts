/**
 * Who is drawn how often, over 4,000 seeds. Each chi-squared bound is the 0.999999 point and
 * each z bound leaves less than one in ten million outside, so a sound draw would fail a run of
 * this file with fresh seeds less than once in 10,000 (some 40 comparisons, most of them at one in
 * a million). The seeds are fixed: it never flickers.
 */
import { expect, test } from "vitest";
import { shuffle } from "~/rules/core/random";
import { type DrawPlan, type FrameRow, familyOf } from "~/rules/sampling/frame";
import { nextReserve } from "~/rules/sampling/sampling";
import { drawPlan, frameRow, made } from "../../support/frames";

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

/** Every family of a group, one after another, as often as any other of it; whatever set its size. */
function equalWithinStrata(rows: FrameRow[], plan: Partial<DrawPlan>) {
  const seen = new Map<string, { size: number; counts: Map<string, number> }>();
  for (let run = 0; run < runs; run += 1) {
    const draw = made(rows, drawPlan({ ...plan, seed: `equal ${run}` }));
    for (const { key, size } of draw.strata) {
      if (!seen.has(key)) seen.set(key, { size, counts: new Map() });
      expect(size).toBe(seen.get(key)?.size);
    }
    for (const { caseId, stratum, status } of draw.cases) {
      if (status === "excluded") continue;
      const counts = seen.get(stratum ?? "")?.counts;
      const family = familyOf(rows.find((row) => row.caseId === caseId) ?? frameRow(caseId));
      counts?.set(family, (counts.get(family) ?? 0) + Number(status === "drawn"));
    }
  }
  for (const { size, counts } of seen.values()) {
    const list = [...counts.values()];
    if (size === 0 || size === list.length) {
      expect(new Set(list)).toEqual(new Set([size === 0 ? 0 : runs]));
    } else {
      expect(spreadWithoutReplacement(list, size)).toBeLessThan(bound[list.length - 1] ?? 0);
    }
  }
  return Object.fromEntries([...seen].map(([key, { size, counts }]) => [key, [size, counts.size]]));
}

test("families of a group are equal where its size is set by hand, or is the one of the least", () => {
  const rows = [
    ...frame,
    frameRow("c1", { teamId: "C", familyReference: "r" }),
    frameRow("c2", { teamId: "C", familyReference: "r" }),
    frameRow("c3", { teamId: "C" }),
    frameRow("d1", { teamId: "D" }),
  ];
  const asked = { excludeSensitive: true };
  // By hand two of six; the least for C and D, whose quotas are below one; nobody by hand.
  expect(equalWithinStrata(rows, { ...asked, size: 6, sizes: { A: 2 } })).toEqual({
    A: [2, 6],
    B: [2, 5],
    C: [1, 2],
    D: [1, 1],
  });
  expect(equalWithinStrata(rows, { ...asked, size: 4 })).toEqual({
    A: [1, 6],
    B: [1, 5],
    C: [1, 2],
    D: [1, 1],
  });
  expect(equalWithinStrata(rows, { ...asked, size: 5, sizes: { B: 0, D: 0 } })).toEqual({
    A: [4, 6],
    B: [0, 5],
    C: [1, 2],
    D: [0, 1],
  });
});

test("families are equal by cohort, and by team and cohort", () => {
  const rows = frame.map((row, i) => ({
    ...row,
    // Brothers and sisters share a cohort here: where they do not, see the next test.
    cohort: /^(a1|a2|p|b[1-3])/.test(row.caseId) ? ("child-in-care" as const) : row.cohort,
    sensitive: i === frame.length - 1,
  }));
  const asked = { excludeSensitive: true, size: 5 };
  expect(equalWithinStrata(rows, { ...asked, strataBy: "cohort" })).toEqual({
    "child-in-care": [3, 6],
    "child-in-need": [2, 5],
  });
  expect(equalWithinStrata(rows, { ...asked, strataBy: "team-and-cohort" })).toEqual({
    "A/child-in-care": [2, 3],
    "A/child-in-need": [1, 3],
    "B/child-in-care": [1, 3],
    "B/child-in-need": [1, 2],
  });
});

test("in a family that spans teams each child stands for it equally often", () => {
  const rows = [
    ...frame.filter((row) => row.familyReference === null),
    frameRow("x1", { familyReference: "x" }),
    frameRow("x2", { familyReference: "x" }),
    frameRow("x3", { familyReference: "x", teamId: "B" }),
  ];
  const standing = Array.from({ length: runs }, (_, run) =>
    made(rows, drawPlan({ seed: `stands ${run}` }))
      .cases.filter(({ status }) => status !== "excluded")
      .map(({ caseId }) => caseId),
  );
  expect(spread(tally(["x1", "x2", "x3"], standing), runs / 3)).toBeLessThan(bound[2] ?? 0);
});

test("swaps bend no chance: every case that can be audited ends in the list equally often", () => {
  // Two of these can't be audited, for reasons that have nothing to do with the draw.
  const rows = Array.from({ length: 8 }, (_, i) => frameRow(`s${i}`));
  const impossible = new Set(["s2", "s5"]);
  const possible = rows.map(({ caseId }) => caseId).filter((id) => !impossible.has(id));
  const lists = Array.from({ length: runs }, (_, run) => {
    const draw = made(rows, drawPlan({ seed: `swaps ${run}`, size: 3 }));
    const list = draw.cases.filter(({ status }) => status === "drawn").map(({ caseId }) => caseId);
    const taken = [...list];
    for (let at = 0; at < list.length; at += 1) {
      while (impossible.has(list[at] ?? "")) {
        const next = nextReserve(draw, "A", taken);
        if (next === null) throw new Error("No reserve is left");
        taken.push(next.caseId);
        list[at] = next.caseId;
      }
    }
    return list;
  });
  expect(new Set(lists.map((list) => list.length))).toEqual(new Set([3]));
  expect(spreadWithoutReplacement(tally(possible, lists), 3)).toBeLessThan(bound[5] ?? 0);
});

test("choosing what comes in would bend it, and this test would see that", () => {
  const rows = Array.from({ length: 8 }, (_, i) => frameRow(`s${i}`));
  const lists = Array.from({ length: runs }, (_, run) => {
    const draw = made(rows, drawPlan({ seed: `chosen ${run}`, size: 3 }));
    const list = draw.cases.filter(({ status }) => status === "drawn").map(({ caseId }) => caseId);
    const reserves = draw.cases.filter(({ status }) => status === "reserve");
    // The easiest one by name, in place of the next one.
    return list.map((id) => (id === "s5" ? (reserves[0]?.caseId ?? id) : id));
  });
  const others = rows.map(({ caseId }) => caseId).filter((id) => id !== "s5" && id !== "s7");
  expect(spreadWithoutReplacement(tally(others, lists), 3)).toBeGreaterThan(bound[5] ?? 0);
});
