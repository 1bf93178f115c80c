import fc from "fast-check";
import { expect, test } from "vitest";
import { sumDraw } from "~/rules/sampling/draw-sums";
import { reasonToLeaveOut } from "~/rules/sampling/frame";
import { draw } from "~/rules/sampling/sampling";
import { anyFrame, anyPlan } from "../../support/frames";

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

test("the numbers of a draw add up to the open cases, whatever the caseload", () => {
  fc.assert(
    fc.property(anyFrame, anyPlan, (frame, plan) => {
      const outcome = draw(frame, plan);
      const reasons = outcome.ok
        ? outcome.draw.cases.map(({ reason }) => reason)
        : frame.map((row) => reasonToLeaveOut(row, plan));
      const { open, leftOut, canBeDrawn, closed } = sumDraw(reasons);
      expect(canBeDrawn + sum(leftOut.map(({ count }) => count))).toBe(open);
      expect(open + closed).toBe(frame.length);
      expect(closed).toBe(frame.filter((r) => r.closedOn && r.closedOn <= plan.asOf).length);
      if (!outcome.ok) return;
      expect(sum(outcome.draw.strata.map(({ population }) => population))).toBe(canBeDrawn);
      expect(sum(outcome.draw.strata.map(({ size }) => size))).toBe(plan.size);
    }),
  );
});

test("a reason with no case is left out, and closed cases stand apart", () => {
  expect(sumDraw([null, "closed", null, "family", "sensitive", "family", "closed"])).toEqual({
    open: 5,
    leftOut: [
      { reason: "sensitive", count: 1 },
      { reason: "family", count: 2 },
    ],
    canBeDrawn: 2,
    closed: 2,
  });
  expect(sumDraw([])).toEqual({ open: 0, leftOut: [], canBeDrawn: 0, closed: 0 });
});
