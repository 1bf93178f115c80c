import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countSwaps } from "~/rules/exercises/swaps";
import { countDraw, type DrawRecord, readRecord } from "~/rules/sampling/draw-record";
import { verifyRecord } from "~/rules/sampling/draw-verification";
import { draw } from "~/rules/sampling/sampling";
import { verifySwaps } from "~/rules/sampling/swap-order";
import { anyFrame, anyPlan, recordOf, sampleRecord } from "../../support/frames";

const verdictOf = (record: DrawRecord) => {
  const { verdict, checks } = verifyRecord(record);
  return [verdict, ...checks.filter(({ result }) => result !== "same").map(({ what }) => what)];
};
/** The record through its file, changed. */
const changed = (change: (record: DrawRecord) => void) => {
  const record = structuredClone(sampleRecord());
  change(record);
  return verdictOf(record);
};
const cases = "Cases, their order, who was left out, and chances";

describe("the record of a draw", () => {
  test("goes into a file and comes out as it was", () => {
    const record = sampleRecord();
    expect(readRecord(JSON.stringify(record))).toEqual({ ok: true, record });
    expect(verdictOf(record)).toEqual(["same"]);
  });

  test("any draw verifies from its file, whatever its frame and plan", () => {
    fc.assert(
      fc.property(anyFrame, anyPlan, (frame, plan) => {
        const outcome = draw(frame, plan);
        fc.pre(outcome.ok);
        if (!outcome.ok) return;
        const read = readRecord(JSON.stringify(recordOf(frame, plan, outcome.draw)));
        if (!read.ok) throw new Error(read.message);
        expect(verdictOf(read.record)).toEqual(["same"]);
      }),
    );
  });

  test.each<[string, (record: DrawRecord) => void, string[]]>([
    ["nothing", () => {}, ["same"]],
    [
      "a row of the frame",
      (r) => Object.assign(r.frame[0] ?? {}, { reference: "DB-other" }),
      ["differs", "Fingerprint of the frame"],
    ],
    [
      "a row of the frame that changes who is drawn",
      (r) => Object.assign(r.frame[0] ?? {}, { sensitive: true }),
      ["differs", "Fingerprint of the frame", "Groups and sizes", cases],
    ],
    ["a row left out", (r) => r.frame.pop(), ["differs", "Fingerprint of the frame", cases]],
    [
      "a row twice",
      (r) => r.frame.push({ ...(r.frame[0] as (typeof r.frame)[0]) }),
      ["differs", "Fingerprint of the frame", "Draw", "Cases"],
    ],
    [
      "the fingerprint",
      (r) => Object.assign(r.made, { fingerprint: "0" }),
      ["differs", "Fingerprint of the frame"],
    ],
    [
      "the seed of the plan",
      (r) => Object.assign(r.plan, { seed: "b" }),
      ["differs", "Seed", cases],
    ],
    [
      "the seeds of both",
      (r) => {
        r.plan.seed = "b";
        r.made.seed = "b";
      },
      ["differs", cases],
    ],
    ["the size", (r) => Object.assign(r.plan, { size: 4 }), ["differs", "Groups and sizes", cases]],
    ["a refused size", (r) => Object.assign(r.plan, { size: 99 }), ["differs", "Draw", "Cases"]],
    [
      "how far to look back",
      (r) => Object.assign(r.plan, { auditedWithinMonths: 1 }),
      ["differs", "Groups and sizes", cases],
    ],
    [
      "two cases exchanged",
      (r) => {
        const [one, two] = ["drawn", "reserve"].map((s) =>
          r.made.cases.find((c) => c.status === s && c.stratum === "A"),
        );
        if (!one || !two) throw new Error("Nothing to exchange");
        [one.caseId, two.caseId] = [two.caseId, one.caseId];
      },
      ["differs", cases],
    ],
    [
      "a chance",
      (r) => Object.assign(r.made.cases[0] ?? {}, { probability: 0.25 }),
      ["differs", cases],
    ],
    [
      "an added case",
      (r) => r.made.cases.push({ ...(r.made.cases[0] as (typeof r.made.cases)[0]), caseId: "new" }),
      ["differs", cases, "Counts"],
    ],
    [
      "the size of a group",
      (r) => Object.assign(r.made.strata[0] ?? {}, { size: 1 }),
      ["differs", "Groups and sizes"],
    ],
    ["a count", (r) => Object.assign(r.counts.leftOut, { sensitive: 0 }), ["differs", "Counts"]],
    [
      "the way of drawing",
      (r) => Object.assign(r.made, { algorithm: "by-hand-1" }),
      ["unknown-algorithm", "Way of drawing"],
    ],
  ])("tampered with %s", (_, change, verdict) => {
    expect(changed(change)).toEqual(verdict);
  });

  test("says which case differs and how", () => {
    const record = structuredClone(sampleRecord());
    const first = record.made.cases.find(({ status }) => status === "drawn");
    if (!first) throw new Error("Nothing was drawn");
    Object.assign(first, { status: "reserve" });
    const { checks } = verifyRecord(record);
    const [line] = checks.find(({ what }) => what === cases)?.details ?? [];
    expect(line).toMatch(/^DB-\S+: recorded reserve, place \d.*; drawn again drawn, place \d/);
  });

  test.each([
    ["", "The file is not JSON."],
    ["{", "The file is not JSON."],
    ["null", /^The file is not the record of a draw: the whole file/],
    ["[]", /^The file is not the record of a draw/],
    [JSON.stringify({ format: "other" }), /^The file is not the record of a draw: format/],
    [JSON.stringify({ ...sampleRecord(), frame: [{}] }), /frame\.0\.caseId/],
    [JSON.stringify({ ...sampleRecord(), plan: undefined }), /: plan/],
  ])("what is no record is refused with what is wrong: %.20s", (text, message) => {
    const read = readRecord(text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.message).toMatch(message);
  });

  test("counts what was left out by its reason", () => {
    const { made, counts } = sampleRecord();
    expect(countDraw(made)).toEqual(counts);
    expect(counts).toEqual({
      frame: 13,
      canBeDrawn: 9,
      drawn: 5,
      leftOut: { sensitive: 1, closed: 1, "audited-recently": 1, family: 1 },
    });
  });
});

describe("swaps in the order of the draw", () => {
  const { made } = sampleRecord();
  const order = made.cases
    .filter(({ stratum, position }) => stratum === "A" && position !== null)
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
    .map(({ caseId }) => caseId);
  const size = made.strata.find(({ key }) => key === "A")?.size ?? 0;
  const [first = "", second = ""] = order;
  const [next = "", after = ""] = order.slice(size);

  test.each([
    ["none", [], { ok: true }],
    ["the next one", [{ out: first, in: next, passedOver: [] }], { ok: true }],
    [
      "one after another, a swapped-in one too",
      [
        { out: first, in: next, passedOver: [] },
        { out: next, in: after, passedOver: [] },
      ],
      { ok: true },
    ],
    ["passing over a closed one", [{ out: first, in: after, passedOver: [next] }], { ok: true }],
    [
      "passing over without saying so",
      [{ out: first, in: after, passedOver: [] }],
      { ok: false, index: 0, because: "not-the-next" },
    ],
    [
      "one that was not drawn",
      [{ out: after, in: next, passedOver: [] }],
      { ok: false, index: 0, because: "not-in-the-list" },
    ],
    [
      "the same one out twice",
      [
        { out: first, in: next, passedOver: [] },
        { out: first, in: after, passedOver: [] },
      ],
      { ok: false, index: 1, because: "not-in-the-list" },
    ],
    [
      "the same one in twice",
      [
        { out: first, in: next, passedOver: [] },
        { out: second, in: next, passedOver: [] },
      ],
      { ok: false, index: 1, because: "not-the-next" },
    ],
    [
      "one of another group",
      [
        {
          out: first,
          in: made.cases.find((c) => c.stratum === "B" && c.status === "reserve")?.caseId ?? "",
          passedOver: [],
        },
      ],
      { ok: false, index: 0, because: "not-the-next" },
    ],
  ] as const)("%s", (_, swaps, verdict) => {
    expect(verifySwaps(made as never, swaps)).toEqual(verdict);
  });

  test("are counted by whose case went out, with those who had none", () => {
    const of = [
      { id: "w", name: "Willow" },
      { id: "r", name: "Rowan" },
      { id: "w", name: "Willow" },
    ];
    const swaps = [
      { id: "w", reason: "closed" as const },
      { id: "w", reason: "closed" as const },
      { id: "w", reason: null },
    ];
    expect(countSwaps(of, swaps)).toEqual([
      {
        id: "w",
        name: "Willow",
        cases: 2,
        swapped: 3,
        reasons: [
          { name: "The case has closed since the draw", count: 2 },
          { name: "Reason in words only", count: 1 },
        ],
      },
      { id: "r", name: "Rowan", cases: 1, swapped: 0, reasons: [] },
    ]);
  });
});
