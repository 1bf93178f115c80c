import { describe, expect, it } from "vitest";
import {
  commitmentOf,
  drawOrder,
  fingerprintList,
  joinOrder,
  type KeptOrder,
  sealedAlgorithm,
  verifyOrder,
} from "~/rules/moderation/sealed-order";
import { auditsOf } from "./sealed-cycle";

const usual = { from: 20, to: 30 };
const list = auditsOf(28);
const kept = (change: Partial<KeptOrder> = {}): KeptOrder => ({
  algorithm: sealedAlgorithm,
  seed: "s",
  fingerprint: fingerprintList(list),
  percentages: usual,
  order: drawOrder("s", list, usual),
  ...change,
});

describe("the sealed order", () => {
  it("places every audit once, the picked first, whatever order they are listed in", () => {
    const order = drawOrder("s", list, usual);
    expect(drawOrder("s", [...list].reverse(), usual)).toEqual(order);
    expect(order.map(({ place }) => place)).toEqual(list.map((_, index) => index + 1));
    expect(order.map(({ turn }) => turn).sort((a, b) => a - b)).toEqual(
      list.map((_, index) => index + 1),
    );
    expect(order.map(({ picked }) => picked)).toEqual(list.map((_, index) => index < 8));
    expect(drawOrder("another", list, usual)).not.toEqual(order);
    // Held still for ever: another order is another algorithm.
    expect(order.slice(0, 4).map(({ auditId }) => auditId)).toEqual([
      "audit-014",
      "audit-007",
      "audit-016",
      "audit-021",
    ]);
  });

  it("picks from every team as many as its share, to within one", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const picked = drawOrder(`${seed}`, list, usual).filter((one) => one.picked);
      for (const team of ["team-0", "team-1", "team-2", "team-3"]) {
        const count = picked.filter(({ teamId }) => teamId === team).length;
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(3);
      }
    }
  });

  it("gives a late one any place, and comes out the same drawn again", () => {
    const late = { auditId: "late", teamId: "team-0", auditorId: "auditor-1" };
    const order = joinOrder("s", drawOrder("s", list, usual), late);
    expect(order.map(({ place }) => place)).toEqual([...list, late].map((_, index) => index + 1));
    expect(verifyOrder(kept())).toEqual({ same: true });
    expect(verifyOrder(kept({ order }))).toEqual({ same: true });
    const places = new Set<number>();
    for (let seed = 0; seed < 400; seed += 1)
      places.add(
        joinOrder(`${seed}`, drawOrder("s", list, usual), late).find(
          ({ auditId }) => auditId === "late",
        )?.place ?? 0,
      );
    expect(places.size).toBe(29);
  });

  it("tells what differs", () => {
    const { order } = kept();
    const swapped = order.map((one) => ({ ...one, place: 29 - one.place }));
    const moved = order.map((one, at) => (at === 0 ? { ...one, teamId: "another" } : one));
    expect(verifyOrder(kept({ order: swapped }))).toEqual({ same: false, differs: "result" });
    expect(verifyOrder(kept({ seed: "t" }))).toEqual({ same: false, differs: "result" });
    expect(verifyOrder(kept({ order: moved }))).toEqual({ same: false, differs: "list" });
    expect(verifyOrder(kept({ algorithm: "on-arrival-1" }))).toEqual({
      same: false,
      differs: "algorithm",
    });
    expect(commitmentOf("s")).not.toBe(commitmentOf("t"));
  });
});
