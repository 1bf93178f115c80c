/**
 * What moderated audits say of all audits, in simulated cycles that are selected as they really are.
 * Every seed is stated, so that each comes out the same every time; the false-alarm rates say how
 * often another choice of seeds would have failed a rule that is right.
 */
import { describe, expect, it } from "vitest";
import { chanceByReplay } from "~/rules/moderation/by-chance";
import { drawOrder } from "~/rules/moderation/sealed-order";
import { selectSealed } from "~/rules/moderation/selection";
import {
  type CycleSeen,
  joinedUntilEnough,
  leastByChance,
  shareOfAll,
} from "~/rules/moderation/whole-cycle";
import { numberOfWhole } from "~/rules/statistics/finite-share";
import { applied, auditsOf, liveOf } from "./sealed-cycle";

const usual = { from: 20, to: 30 };

/** Uniform numbers from a stated start (mulberry32), for grades alone. */
function dice(start: number) {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Setting = { n: number; auditors: number; certain: number; confirmed: number };

/** How a cycle is selected: which audits are certain, and which chance chooses. */
function designOf({ n, auditors, certain }: Setting, seed: string, roll: () => number) {
  const list = auditsOf(n, auditors);
  const count = Math.round(certain * n) + (roll() < 0.5 ? 1 : 0);
  const lots = list.map(() => roll());
  const isCertain = lots.map((lot) => lots.filter((other) => other < lot).length < count);
  const live = liveOf(drawOrder(seed, list, usual), (at) => isCertain[at] ?? false);
  return applied(live, selectSealed({ live, percentages: usual })).map(({ selected }, at) => ({
    auditor: at % auditors,
    isCertain: isCertain[at] ?? false,
    isChosen: selected?.reason === "random",
  }));
}
type Design = ReturnType<typeof designOf>;

/** The chance hangs on how many are certain; which ones moves it by less than the replay does. */
function chanceOf({ n, auditors }: Setting, certain: number): number {
  const list = auditsOf(n, auditors).map((one, at) => ({
    ...one,
    certain: at < certain,
    letGo: false,
    withdrawn: false,
  }));
  return chanceByReplay(list, usual, "design") ?? 1;
}

/** What is seen of such a cycle, and how many of it are confirmed in truth. */
function cycleOf(
  { auditors, confirmed }: Setting,
  design: Design,
  chance: number,
  roll: () => number,
): { seen: CycleSeen; truth: number } {
  // Certain ones are confirmed less often; auditors differ; generous panels confirm nearly all.
  const leans = Array.from({ length: auditors }, () => (roll() - 0.5) * 0.3);
  const cycle = {
    certain: { n: 0, x: 0 },
    others: { all: 0, n: 0, x: 0, chance },
  };
  let truth = 0;
  for (const { auditor, isCertain, isChosen } of design) {
    const x = Number(roll() < confirmed + (leans[auditor] ?? 0) - (isCertain ? 0.25 : 0));
    truth += x;
    const part = isCertain ? cycle.certain : cycle.others;
    if (!isCertain) cycle.others.all += 1;
    if (!isCertain && !isChosen) continue;
    part.n += 1;
    part.x += x;
  }
  return { seen: cycle, truth };
}

describe("the share of all audits", () => {
  const cycle = (n: number, x: number, others: [number, number, number, number]): CycleSeen => ({
    certain: { n, x },
    others: { all: others[0], n: others[1], x: others[2], chance: others[3] },
  });

  it("is known of those that were certain, and uncertain of the others alone", () => {
    // 8 of 10 others seen of 40 (each stands for 4), and 1 of 10 that were certain.
    const found = shareOfAll([cycle(10, 1, [40, 10, 8, 0.25])]);
    expect(found?.share).toBeCloseTo((1 + 32) / 50, 12);
    const [lowest, highest] = numberOfWhole(8, 10, 40);
    expect([found?.lower, found?.upper]).toEqual([(1 + lowest) / 50, (1 + highest) / 50]);
  });

  it("says how sure it is also where all that were chosen are alike", () => {
    const found = shareOfAll([cycle(2, 2, [40, 10, 10, 0.25])]);
    expect(found).toMatchObject({ share: 1, upper: 1 });
    expect(found?.lower).toBeLessThan(0.8);
  });

  it("is not given where fewer than ten were chosen by chance, or a chance is not known", () => {
    expect(shareOfAll([cycle(30, 20, [40, 9, 8, 0.25])])).toBeNull();
    expect(shareOfAll([cycle(0, 0, [40, 10, 8, 0.25]), cycle(1, 1, [9, 1, 1, 0])])).toBeNull();
    expect(shareOfAll([])).toBeNull();
  });

  it("joins the latest cycles until ten were chosen by chance, and twelve cycles at most", () => {
    const few = cycle(1, 1, [9, 4, 3, 0.4]);
    expect(joinedUntilEnough(Array.from({ length: 5 }, () => few))).toHaveLength(3);
    const one = cycle(1, 1, [9, 0.8, 0, 0.4]);
    expect(joinedUntilEnough(Array.from({ length: 20 }, () => one))).toBeNull();
  });

  it.each<[number, number, number, number]>([
    [10, 3, 0.1, 0.75],
    [10, 5, 0.3, 0.75],
    [24, 6, 0, 0.85],
    [28, 8, 0.2, 0.75],
    [40, 10, 0.4, 0.8],
    [60, 15, 0.2, 0.9],
    [60, 15, 0.4, 0.75],
  ])(
    "of cycles of %i by %i auditors, %f certain and %f confirmed",
    (n, auditors, certain, confirmed) => {
      const setting = { n, auditors, certain, confirmed };
      const roll = dice(n * 1000 + auditors * 10 + certain * 100);
      const chances = new Map<number, number>();
      const known = (c: number) => {
        const chance = chances.get(c) ?? chanceOf(setting, c);
        chances.set(c, chance);
        return chance;
      };
      // Each selection is met with twenty sets of grades: what errs by a seed is the grades most of all.
      const [selections, gradings] = [120, 20];
      const misses: number[] = [];
      let held = 0;
      for (let run = 1; run <= selections; run += 1) {
        const designs: Design[] = [];
        const chosen = () => designs.flat().filter(({ isChosen }) => isChosen).length;
        while (chosen() < leastByChance)
          designs.push(designOf(setting, `whole ${n} ${run} ${designs.length}`, roll));
        for (let grading = 0; grading < gradings; grading += 1) {
          const cycles = designs.map((design) =>
            cycleOf(setting, design, known(design.filter((one) => one.isCertain).length), roll),
          );
          const found = shareOfAll(cycles.map(({ seen }) => seen));
          if (!found) throw new Error("Ten were chosen by chance");
          const truth = cycles.reduce((sum, one) => sum + one.truth, 0) / designs.flat().length;
          misses.push(found.share - truth);
          held += Number(found.lower <= truth + 1e-9 && truth <= found.upper + 1e-9);
        }
      }
      const bias = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
      // A mean of so many errs by a fifth of a point: a rule without bias fails in fewer than one of
      // 10,000 choices of seeds. The interval is exact, and holds the truth more often than it must.
      expect(Math.abs(bias)).toBeLessThan(0.01);
      expect(held / misses.length).toBeGreaterThanOrEqual(0.93);
    },
  );
});
