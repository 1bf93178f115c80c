import { describe, expect, test } from "vitest";
import type { DrawPlan, FrameRow } from "~/rules/sampling/frame";
import { draw } from "~/rules/sampling/sampling";
import { drawPlan, frameRow, made, rowsOf } from "../../support/frames";

const caseOf = (frame: FrameRow[], plan: DrawPlan, caseId: string) =>
  made(frame, plan).cases.find((row) => row.caseId === caseId);

describe("who is left out", () => {
  const limits = drawPlan({
    size: 1,
    auditedWithinMonths: 12,
    openedBeforeWeeks: 4,
    excludeSensitive: true,
  });
  test.each<[string, Partial<FrameRow>, string | null]>([
    ["nothing against it", {}, null],
    ["closed today", { closedOn: "2024-04-15" }, "closed"],
    ["closed before, sensitive too", { closedOn: "2024-01-02", sensitive: true }, "closed"],
    ["to be closed tomorrow", { closedOn: "2024-04-16" }, null],
    ["no team", { teamId: null }, "no-team"],
    ["sensitive", { sensitive: true }, "sensitive"],
    ["audited the day after the limit", { lastAuditedOn: "2023-04-16" }, "audited-recently"],
    ["audited on the limit, a year ago today", { lastAuditedOn: "2023-04-15" }, null],
    ["opened the day after the limit", { openedOn: "2024-03-19" }, "opened-recently"],
    ["opened on the limit, four weeks ago today", { openedOn: "2024-03-18" }, null],
    ["everything at once: the first", { teamId: null, sensitive: true }, "no-team"],
  ])("%s", (_why, changes, reason) => {
    const row = caseOf(
      [frameRow("x", changes), ...rowsOf("B", 1), ...rowsOf("C", 1)],
      {
        ...limits,
        size: 3 - Number(reason !== null),
      },
      "x",
    );
    expect(row?.reason).toBe(reason);
    expect(row?.status).toBe(reason === null ? "drawn" : "excluded");
    expect(row?.probability).toBe(reason === null ? 1 : 0);
    expect(row?.position).toBe(reason === null ? 1 : null);
  });

  test("limits that are not set leave nobody out, but a case without a team never is drawn", () => {
    const frame = [
      frameRow("a", { sensitive: true, lastAuditedOn: "2024-04-14", openedOn: "2024-04-14" }),
      frameRow("b", { teamId: null }),
    ];
    const { cases } = made(frame, drawPlan({ size: 1, strataBy: "cohort" }));
    expect(cases.map((row) => [row.caseId, row.status, row.reason, row.stratum])).toEqual([
      ["a", "drawn", null, "child-in-need"],
      ["b", "excluded", "no-team", "child-in-need"],
    ]);
  });

  test("a brother or sister who cannot be drawn does not use up the family's turn", () => {
    const frame = [
      frameRow("a", { familyReference: "f", lastAuditedOn: "2024-02-01" }),
      frameRow("b", { familyReference: "f" }),
    ];
    for (let run = 0; run < 20; run += 1) {
      const plan = drawPlan({ seed: `${run}`, size: 1, auditedWithinMonths: 12 });
      expect(made(frame, plan).cases.map((row) => row.reason)).toEqual(["audited-recently", null]);
    }
  });

  test("cases with a blank family reference are not one family", () => {
    const frame = rowsOf("A", 3, { familyReference: "" });
    expect(made(frame, drawPlan({ size: 3 })).strata).toEqual([
      { key: "A", population: 3, size: 3 },
    ]);
  });
});

describe("strata and sizes", () => {
  const frame = [
    ...rowsOf("A", 6),
    ...rowsOf("B", 3, { cohort: "child-in-care" }),
    frameRow("B9", { teamId: "B", cohort: "early-help" }),
    ...rowsOf("C", 1, { sensitive: true }),
  ];
  const sizesBy = (changes: Partial<DrawPlan>) =>
    made(frame, drawPlan({ excludeSensitive: true, ...changes })).strata.map(
      ({ key, population, size }) => `${key}: ${size} of ${population}`,
    );

  test("by team, with an empty stratum shown", () => {
    expect(sizesBy({ strataBy: "team" })).toEqual(["A: 3 of 6", "B: 2 of 4", "C: 0 of 0"]);
  });
  test("by cohort, the highest first, one at least of each", () => {
    expect(sizesBy({ strataBy: "cohort" })).toEqual([
      "child-in-care: 1 of 3",
      "child-in-need: 3 of 6",
      "early-help: 1 of 1",
    ]);
  });
  test("by team and cohort", () => {
    expect(sizesBy({ strataBy: "team-and-cohort" })).toEqual([
      "A/child-in-need: 3 of 6",
      "B/child-in-care: 1 of 3",
      "B/early-help: 1 of 1",
      "C/child-in-need: 0 of 0",
    ]);
  });
  test("a size set by hand is kept and the rest is shared", () => {
    expect(sizesBy({ sizes: { B: 4 } })).toEqual(["A: 1 of 6", "B: 4 of 4", "C: 0 of 0"]);
    expect(sizesBy({ sizes: { B: 0 } })).toEqual(["A: 5 of 6", "B: 0 of 4", "C: 0 of 0"]);
    expect(sizesBy({ sizes: { A: 2, B: 3, C: 0 } })).toEqual([
      "A: 2 of 6",
      "B: 3 of 4",
      "C: 0 of 0",
    ]);
  });

  test.each<[string, Partial<DrawPlan>, string, string]>([
    ["none", { size: 0 }, "size-too-small", "Enter a size of 1 or more, as a whole number"],
    ["half", { size: 2.5 }, "size-too-small", "Enter a size of 1 or more, as a whole number"],
    [
      "fewer than the strata",
      { size: 1 },
      "size-too-small",
      "Enter a size of 2 or more, so that every group with cases gives one",
    ],
    [
      "fewer than the strata and the size set by hand",
      { size: 4, sizes: { B: 4 } },
      "size-too-small",
      "Enter a size of 5 or more, so that every group with cases gives one",
    ],
    [
      "more than everyone",
      { size: 11 },
      "size-too-large",
      "Enter a size of 10 or less: 10 cases can be drawn, one child of each family",
    ],
    [
      "more than a stratum holds",
      { sizes: { B: 5 } },
      "sizes-do-not-fit",
      "Enter 4 or less for B in place of 5: 4 cases can be drawn there",
    ],
    [
      "from a stratum that does not exist",
      { sizes: { Z: 1 } },
      "sizes-do-not-fit",
      "Enter 0 for Z in place of 1: no case can be drawn there",
    ],
    [
      "more by hand than in all",
      { size: 5, sizes: { A: 3, B: 3 } },
      "sizes-do-not-fit",
      "Change the sizes set by hand: they add up to 6, which does not fit a draw of 5",
    ],
    [
      "less by hand than in all, with no other stratum",
      { size: 5, sizes: { A: 1, B: 3 } },
      "sizes-do-not-fit",
      "Change the sizes set by hand: they add up to 4, which does not fit a draw of 5",
    ],
    [
      "a negative size by hand",
      { sizes: { A: -1 } },
      "sizes-do-not-fit",
      "Enter each size set by hand as a whole number",
    ],
  ])("%s is refused", (_what, changes, refusal, message) => {
    const outcome = draw(frame, drawPlan({ excludeSensitive: true, ...changes }));
    expect(outcome).toMatchObject({ ok: false, refusal, message });
  });

  test("every group that is asked for too many is named, not the first alone", () => {
    const outcome = draw(frame, drawPlan({ excludeSensitive: true, sizes: { A: 7, B: 5, C: 0 } }));
    expect(outcome).toMatchObject({
      ok: false,
      tooMany: [
        { stratum: "A", wanted: 7, population: 6 },
        { stratum: "B", wanted: 5, population: 4 },
      ],
    });
  });

  test("nothing to draw, and a case that is there twice, are refused", () => {
    const nothing = draw(rowsOf("A", 2, { sensitive: true }), drawPlan({ excludeSensitive: true }));
    expect(nothing).toMatchObject({ ok: false, refusal: "nothing-to-draw" });
    expect(draw([], drawPlan())).toMatchObject({ ok: false, refusal: "nothing-to-draw" });
    const twice = draw([...rowsOf("A", 2), ...rowsOf("A", 1)], drawPlan({ size: 1 }));
    expect(twice).toMatchObject({ ok: false, refusal: "repeated-case" });
  });
});
