import { describe, expect, it } from "vitest";
import {
  doubleCount,
  doubleFingerprint,
  drawDoubleAudits,
  goesToLead,
  peerConflicts,
  shareOutDoubles,
} from "~/rules/calibration/double-audits";

const ids = (count: number) => Array.from({ length: count }, (_, at) => `audit-${at}`);

describe("how many audits are graded again", () => {
  it.each([
    [0, 10, 0],
    [1, 10, 1],
    [4, 10, 1],
    [14, 10, 1],
    [15, 10, 2],
    [26, 10, 3],
    [53, 10, 5],
    [53, 100, 53],
    [3, 1, 1],
  ])("of %i audits at %i%%: %i", (audits, percent, count) => {
    expect(doubleCount(audits, percent)).toBe(count);
    expect(drawDoubleAudits({ seed: "s", auditIds: ids(audits), percent })).toHaveLength(count);
  });
});

describe("the draw of double audits", () => {
  it("gives the same for the same seed, however the audits are listed", () => {
    const drawn = drawDoubleAudits({ seed: "seed", auditIds: ids(26), percent: 20 });
    expect(drawDoubleAudits({ seed: "seed", auditIds: ids(26).reverse(), percent: 20 })).toEqual(
      drawn,
    );
    expect(drawDoubleAudits({ seed: "other", auditIds: ids(26), percent: 20 })).not.toEqual(drawn);
    expect(doubleFingerprint(ids(26).reverse())).toBe(doubleFingerprint(ids(26)));
    expect(doubleFingerprint(ids(25))).not.toBe(doubleFingerprint(ids(26)));
  });

  // 20 audits, 3 of them drawn, 4,000 seeds: each is drawn 600 times give or take 22.6. One audit
  // leaves five of those with a chance below 0.000001, so a right draw fails once in 50,000 runs.
  it("takes every audit with the same chance", () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 4000; seed += 1)
      for (const id of drawDoubleAudits({ seed: `${seed}`, auditIds: ids(20), percent: 15 }))
        times.set(id, (times.get(id) ?? 0) + 1);
    expect(times.size).toBe(20);
    for (const count of times.values()) expect(Math.abs(count - 600)).toBeLessThan(113);
  });
});

describe("who may grade an audit again", () => {
  it("leaves out who moderated it or decided on it, and whoever could not have moderated it", () => {
    const known = { conflicts: [], judged: ["b"], sameCase: ["c"], calibrated: ["d"] };
    expect(peerConflicts("a", known)).toEqual([]);
    expect(peerConflicts("b", known).map(({ kind }) => kind)).toEqual(["judged"]);
    expect(peerConflicts("c", known).map(({ kind }) => kind)).toEqual(["same-case"]);
    expect(peerConflicts("d", known).map(({ kind }) => kind)).toEqual(["calibrated"]);
    const own = { kind: "own-audit", message: "They carried out this audit." } as const;
    expect(peerConflicts("a", { ...known, conflicts: [own] })).toEqual([own]);
  });
});

it("goes to the QA lead where any judgement escalates", () => {
  expect(goesToLead(["good", "not-applicable", "outstanding"])).toBe(false);
  expect(goesToLead(["good", "inadequate", "good"])).toBe(true);
});

describe("sharing out drawn audits", () => {
  const peer = (id: string, more: object = {}) => ({ id, free: true, couldOpen: false, ...more });
  const share = (peers: ReturnType<typeof peer>[], auditIds = ids(3), loads = new Map()) =>
    shareOutDoubles({
      auditIds,
      loads,
      peers: new Map(auditIds.map((id) => [id, peers])),
    });

  it("is even, beside what each has already", () => {
    const given = share([peer("a"), peer("b")], ids(3), new Map([["a", 1]]));
    expect(given.map(({ peerId }) => peerId).sort()).toEqual(["a", "b", "b"]);
  });

  it("leaves whoever could open an audit to the last, however much the others have", () => {
    const both = [peer("a"), peer("b", { couldOpen: true })];
    expect(new Set(share(both).map(({ peerId }) => peerId))).toEqual(new Set(["a"]));
    const rest = [peer("a", { free: false }), peer("b", { couldOpen: true })];
    expect(new Set(share(rest).map(({ peerId }) => peerId))).toEqual(new Set(["b"]));
  });

  it("gives nothing where nobody is free", () => {
    expect(share([peer("a", { free: false })])).toEqual([]);
    expect(share([])).toEqual([]);
  });
});
