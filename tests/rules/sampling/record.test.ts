import { describe, expect, test } from "vitest";
import type { DrawPlan, FrameRow } from "~/rules/sampling/frame";
import { nextReserve, verifyDraw } from "~/rules/sampling/sampling";
import { drawPlan, frameRow, made, rowsOf } from "../../support/frames";

describe("the kept draw", () => {
  const frame = [
    ...rowsOf("A", 5),
    frameRow("A6", { familyReference: "f" }),
    frameRow("A7", { familyReference: "f" }),
    ...rowsOf("B", 4),
  ];
  const plan = drawPlan({ seed: "golden" });

  test("golden value, worked out a second time outside this code: this seed gives this list", () => {
    const { cases, ...rest } = made(frame, plan);
    const order = cases
      .filter((row) => row.position !== null)
      .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
      .map((row) => `${row.caseId} ${row.status}`);
    expect({
      ...rest,
      A: order.filter((t) => t < "B"),
      B: order.filter((t) => t > "B"),
    }).toEqual({
      algorithm: "family-stratum-hamilton-2/sha256-xoroshiro128plus-fisher-yates-1",
      seed: "golden",
      fingerprint: "de4d3534371e7ad0cab090349f4ba3dfdb739bb9691b1456bbe91ea90a721e57",
      strata: [
        { key: "A", population: 6, size: 3 },
        { key: "B", population: 4, size: 2 },
      ],
      A: ["A2 drawn", "A3 drawn", "A1 drawn", "A4 reserve", "A7 reserve", "A5 reserve"],
      B: ["B2 drawn", "B4 drawn", "B3 reserve", "B1 reserve"],
    });
  });

  test("a draw of the first algorithm, whose fingerprint had no closing dates, still verifies", () => {
    const first = {
      ...made(frame, plan),
      algorithm: "family-stratum-hamilton-1/sha256-xoroshiro128plus-fisher-yates-1",
      fingerprint: "5dfb8b1208a117d55ed6b0bf06adee6ba4b4a8a4563ea59832ed11bba42713b0",
    };
    expect(verifyDraw(frame, plan, first)).toEqual({ same: true });
    const relabelled = { ...first, algorithm: made(frame, plan).algorithm };
    expect(verifyDraw(frame, plan, relabelled)).toEqual({ same: false, differs: "frame" });
    for (const algorithm of ["family-stratum-hamilton-3/x", "constructor", ""]) {
      const unknown = { ...first, algorithm };
      expect(verifyDraw(frame, plan, unknown)).toEqual({ same: false, differs: "algorithm" });
    }
  });

  test("the chance of each child: the stratum's share, parted among the children of a family", () => {
    const chances = Object.fromEntries(
      made(frame, plan).cases.map((row) => [row.caseId, row.probability]),
    );
    expect(chances).toMatchObject({ A1: 3 / 6, A5: 3 / 6, A6: 3 / 12, A7: 3 / 12, B1: 2 / 4 });
  });

  test("the chance of a child whose family spans two teams is the one of its own team", () => {
    const spanning = [
      ...rowsOf("A", 3),
      ...rowsOf("B", 1),
      frameRow("x1", { familyReference: "x", teamId: "A" }),
      frameRow("x2", { familyReference: "x", teamId: "B" }),
    ];
    const seen = new Set<string | undefined>();
    for (let run = 0; run < 30; run += 1) {
      const { cases } = made(spanning, drawPlan({ seed: `${run}`, size: 2 }));
      const chance = (id: string) => cases.find((row) => row.caseId === id)?.probability;
      const out = cases.find((row) => row.reason === "family")?.caseId;
      seen.add(out);
      // One place each: x1 would be one of four in A, x2 one of two in B.
      expect([chance("x1"), chance("x2")]).toEqual([1 / 8, 1 / 4]);
      expect(chance("A1")).toBe(out === "x2" ? 1 / 4 : 1 / 3);
      expect(chance("B1")).toBe(out === "x2" ? 1 : 1 / 2);
    }
    expect(seen).toEqual(new Set(["x1", "x2"]));
  });

  test("reserves come in in the drawn order, one after another, from their own stratum", () => {
    const kept = made(frame, plan);
    const taken: string[] = [];
    const came: (number | null)[] = [];
    for (let next = nextReserve(kept, "A", taken); next; next = nextReserve(kept, "A", taken)) {
      expect(next).toMatchObject({ stratum: "A", status: "reserve" });
      taken.push(next.caseId);
      came.push(next.position);
    }
    expect(came).toEqual([4, 5, 6]);
    expect(nextReserve(kept, "Z", [])).toBeNull();
  });

  test("verifying says the same, or what differs first", () => {
    const kept = made(frame, plan);
    const stored = structuredClone(kept);
    stored.cases.reverse();
    stored.strata.reverse();
    expect(verifyDraw(frame.toReversed(), plan, stored)).toEqual({ same: true });

    const moved = frame.map((row) => (row.caseId === "B1" ? { ...row, reference: "x" } : row));
    const swapped = {
      ...kept,
      cases: kept.cases.map((row) => ({
        ...row,
        caseId: { A1: "A2", A2: "A1" }[row.caseId] ?? row.caseId,
      })),
    };
    const bent = {
      ...kept,
      cases: kept.cases.map((row) => ({ ...row, probability: row.probability / 2 })),
    };
    const differs = (rows: FrameRow[], asked: DrawPlan, recorded: typeof kept) =>
      verifyDraw(rows, asked, recorded);
    expect(differs(frame, plan, { ...kept, algorithm: "older" })).toEqual({
      same: false,
      differs: "algorithm",
    });
    expect(differs(frame, { ...plan, seed: "other" }, kept)).toEqual({
      same: false,
      differs: "seed",
    });
    expect(differs(moved, plan, kept)).toEqual({ same: false, differs: "frame" });
    expect(differs(frame, { ...plan, size: 99 }, kept)).toEqual({
      same: false,
      differs: "refused",
    });
    expect(differs(frame, { ...plan, size: 6 }, kept)).toEqual({ same: false, differs: "result" });
    expect(differs(frame, plan, swapped)).toEqual({ same: false, differs: "result" });
    expect(differs(frame, plan, bent)).toEqual({ same: false, differs: "result" });
  });
});
