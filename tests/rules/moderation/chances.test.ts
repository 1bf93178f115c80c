/**
 * The chances that the sealed order gives, over many seeds. Every seed is stated ("chance 1" and on),
 * so that each of these comes out the same every time; the false-alarm rates say how often another
 * choice of seeds would have failed a rule that is right.
 */
import { describe, expect, it } from "vitest";
import { chanceByReplay } from "~/rules/moderation/by-chance";
import { drawOrder } from "~/rules/moderation/sealed-order";
import { type LiveAudit, selectSealed } from "~/rules/moderation/selection";
import { applied, auditsOf, liveOf } from "./sealed-cycle";

const usual = { from: 20, to: 30 };

type Scenario = { n: number; auditors: number; isCertain: (index: number) => boolean };
const scenarios: [string, Scenario][] = [
  ["12 audits, 4 of one team certain", { n: 12, auditors: 3, isCertain: (i) => i < 4 }],
  ["10 audits, every third certain", { n: 10, auditors: 5, isCertain: (i) => i % 3 === 0 }],
  ["20 audits, none certain", { n: 20, auditors: 4, isCertain: () => false }],
  ["28 audits, one auditor's certain", { n: 28, auditors: 7, isCertain: (i) => i % 7 === 2 }],
  ["53 audits, a quarter certain", { n: 53, auditors: 15, isCertain: (i) => i % 4 === 1 }],
];

/** How often each is moderated by chance, over `seeds` seeds; `run` answers who is at the end. */
function rates(
  { n, auditors, isCertain }: Scenario,
  seeds: number,
  run: (live: LiveAudit[], seed: number) => LiveAudit[],
): number[] {
  const times = new Array<number>(n).fill(0);
  for (let seed = 1; seed <= seeds; seed += 1) {
    const order = drawOrder(`chance ${seed}`, auditsOf(n, auditors), usual);
    run(liveOf(order, isCertain), seed).forEach(({ selected }, index) => {
      if (selected?.reason === "random") times[index] = (times[index] ?? 0) + 1;
    });
  }
  return times.flatMap((count, index) => (isCertain(index) ? [] : [count / seeds]));
}

const atOnce = (live: LiveAudit[]) => applied(live, selectSealed({ live, percentages: usual }));

describe("chances", () => {
  it.each(scenarios)("of those not certain differ by two points at most: %s", (_, scenario) => {
    const seeds = 3000;
    const all = rates(scenario, seeds, atOnce);
    const list = auditsOf(scenario.n, scenario.auditors).map((one, index) => ({
      ...one,
      certain: scenario.isCertain(index),
      letGo: false,
      withdrawn: false,
    }));
    const design = chanceByReplay(list, usual, "replayed") ?? 0;
    expect(Math.min(...all)).toBeGreaterThan(0);
    // A point either way of one chance, and 4.5 standard deviations of such a count: with up to 53
    // audits a right rule fails in fewer than one of 2,500 choices of seeds.
    const noise = (design * (1 - design)) / seeds;
    for (const rate of all)
      expect(Math.abs(rate - design)).toBeLessThan(0.01 + 4.5 * Math.sqrt(noise));
    // Together they tell more: how far true chances spread beyond what counting alone does. Two
    // points from end to end are a standard deviation of at most one.
    const spread = all.reduce((sum, rate) => sum + (rate - design) ** 2, 0) / all.length - noise;
    expect(Math.sqrt(Math.max(0, spread))).toBeLessThan(0.008);
  });

  it("are the same whoever arrives first, and for whoever was not begun whoever begins", () => {
    // Begun at once, in blocks of auditors, a third of the certain ones known late: those chosen stay.
    const scenario: Scenario = { n: 24, auditors: 6, isCertain: (i) => i % 5 === 0 };
    const inBlocks = (backwards: boolean) => (all: LiveAudit[]) => {
      let live = all.map((one) => ({ ...one, arrived: false }));
      const blocks = Array.from({ length: 6 }, (_, block) => (backwards ? 5 - block : block));
      for (const block of blocks) {
        live = live.map((one, index) => (index % 6 === block ? { ...one, arrived: true } : one));
        live = applied(live, selectSealed({ live, percentages: usual }));
        live = live.map((one) =>
          one.selected ? { ...one, selected: { ...one.selected, committed: true } } : one,
        );
      }
      return live;
    };
    const seeds = 1500;
    const ends = [atOnce, inBlocks(false), inBlocks(true)].map((run) =>
      rates(scenario, seeds, run),
    );
    // Beginning moves nobody in or out of the random part: the very same audits, seed by seed.
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
  });
});
