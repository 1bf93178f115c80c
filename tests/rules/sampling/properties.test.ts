import fc from "fast-check";
import { expect, test } from "vitest";
import { shuffle } from "~/rules/core/random";
import { type FrameRow, familyOf, fingerprintFrame } from "~/rules/sampling/frame";
import { type Draw, draw, verifyDraw } from "~/rules/sampling/sampling";
import { anyFrame, anyPlan, drawPlan, made, rowsOf } from "../../support/frames";

/** Draws that were made; a plan that its frame refuses is left out. */
const drawsFrom = (frames: fc.Arbitrary<FrameRow[]>) =>
  fc
    .record({ frame: frames, plan: anyPlan })
    .map(({ frame, plan }) => ({ frame, plan, outcome: draw(frame, plan) }))
    .filter(({ outcome }) => outcome.ok)
    .map(({ frame, plan, outcome }) => {
      if (!outcome.ok) throw new Error(outcome.message);
      return { frame, plan, kept: outcome.draw };
    });
const madeDraws = drawsFrom(anyFrame);

test("the same record replays to the same draw, whatever the order of the frame", () => {
  fc.assert(
    fc.property(madeDraws, fc.string(), ({ frame, plan, kept }, otherOrder) => {
      const again = draw(shuffle(otherOrder, frame), plan);
      expect(again).toEqual({ ok: true, draw: kept });
      expect(verifyDraw(frame, plan, JSON.parse(JSON.stringify(kept)) as Draw)).toEqual({
        same: true,
      });
    }),
  );
});

test("a frame that cannot be drawn is refused in any order alike", () => {
  fc.assert(
    fc.property(anyFrame, anyPlan, fc.string(), (frame, plan, otherOrder) => {
      expect(draw(shuffle(otherOrder, frame), plan)).toEqual(draw(frame, plan));
    }),
  );
});

test("every row is kept, sizes hold, one child of a family stands, places run from 1", () => {
  fc.assert(
    fc.property(madeDraws, ({ frame, plan, kept }) => {
      expect(kept.cases.map((row) => row.caseId).toSorted()).toEqual(
        frame.map((row) => row.caseId).toSorted(),
      );
      const drawn = kept.cases.filter((row) => row.status === "drawn");
      const standing = kept.cases.filter((row) => row.status !== "excluded");
      expect(drawn).toHaveLength(plan.size);

      const families = standing.map((kase) =>
        familyOf(frame.find((row) => row.caseId === kase.caseId) as FrameRow),
      );
      expect(new Set(families).size).toBe(families.length);

      for (const { key, population, size } of kept.strata) {
        const here = standing.filter((row) => row.stratum === key);
        expect(here).toHaveLength(population);
        expect(size).toBeGreaterThanOrEqual(Math.min(population, 1));
        const byPlace = here.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0));
        expect(byPlace.map((row) => row.position)).toEqual(byPlace.map((_, i) => i + 1));
        expect(byPlace.map((row) => row.status === "drawn")).toEqual(
          byPlace.map((_, i) => i < size),
        );
      }
      for (const row of kept.cases) {
        expect(row.probability).toBeGreaterThanOrEqual(0);
        expect(row.probability).toBeLessThanOrEqual(1);
        expect(row.status === "excluded").toBe(row.reason !== null);
        if (row.status !== "excluded") expect(row.probability).toBeGreaterThan(0);
      }
    }),
  );
});

test("where no family spans two strata, the chances add up to the size", () => {
  const familiesApart = anyFrame.map((frame) =>
    frame.map((row) => ({
      ...row,
      familyReference: row.familyReference && `${row.familyReference} ${row.teamId} ${row.cohort}`,
    })),
  );
  fc.assert(
    fc.property(drawsFrom(familiesApart), ({ plan, kept }) => {
      const total = kept.cases.reduce((sum, row) => sum + row.probability, 0);
      expect(Math.abs(total - plan.size)).toBeLessThan(1e-9);
    }),
  );
});

test("changing one field of one row changes the fingerprint, and the draw no longer verifies", () => {
  const changes: ((row: FrameRow) => FrameRow)[] = [
    (row) => ({ ...row, caseId: `${row.caseId}x` }),
    (row) => ({ ...row, reference: `${row.reference}x` }),
    (row) => ({ ...row, familyReference: row.familyReference === null ? "null" : null }),
    (row) => ({ ...row, teamId: row.teamId === null ? "" : null }),
    (row) => ({ ...row, cohort: row.cohort === "early-help" ? "care-leaver" : "early-help" }),
    (row) => ({ ...row, openedOn: row.openedOn === "2020-01-01" ? "2020-01-02" : "2020-01-01" }),
    (row) => ({ ...row, sensitive: !row.sensitive }),
    (row) => ({ ...row, lastAuditedOn: row.lastAuditedOn === null ? "2020-01-01" : null }),
    (row) => ({ ...row, closedOn: row.closedOn === null ? "2030-01-01" : null }),
  ];
  fc.assert(
    fc.property(
      madeDraws,
      fc.nat(),
      fc.constantFrom(...changes),
      ({ frame, plan, kept }, at, change) => {
        const changed = frame.map((row, i) => (i === at % frame.length ? change(row) : row));
        expect(fingerprintFrame(changed)).not.toBe(fingerprintFrame(frame));
        expect(verifyDraw(changed, plan, kept)).toEqual({ same: false, differs: "frame" });
      },
    ),
  );
});

test("adding a case, leaving one out, or swapping a field of two changes the fingerprint", () => {
  fc.assert(
    fc.property(anyFrame, fc.nat(), (frame, at) => {
      const fingerprint = fingerprintFrame(frame);
      expect(fingerprintFrame(frame.filter((_, i) => i !== at % frame.length))).not.toBe(
        fingerprint,
      );
      const [first] = frame as [FrameRow];
      expect(fingerprintFrame([...frame, { ...first, caseId: "case-new" }])).not.toBe(fingerprint);
      const other = frame.find((row) => row.reference !== first.reference);
      if (other === undefined) return;
      const crossed = frame.map((row) =>
        row === first
          ? { ...row, reference: other.reference }
          : row === other
            ? { ...row, reference: first.reference }
            : row,
      );
      expect(fingerprintFrame(crossed)).not.toBe(fingerprint);
    }),
  );
});

test("a change in one stratum leaves the order of another as it was", () => {
  const frame = [...rowsOf("A", 8), ...rowsOf("B", 8)];
  const orderOfB = (rows: FrameRow[]) =>
    made(rows, drawPlan({ size: 4 }))
      .cases.filter((row) => row.stratum === "B")
      .map((row) => row.position);
  expect(orderOfB(frame.filter((row) => row.caseId !== "A3"))).toEqual(orderOfB(frame));
});
