import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  auditor,
  bruteForce,
  caseNo,
  cases,
  type Instance,
  instances,
  loads,
  objective,
  run,
} from "../../support/allocation-instances";

describe("allocation", () => {
  it("reaches the objective that trying everything reaches", () => {
    fc.assert(
      fc.property(instances({ cases: 6, auditors: 4, expected: [1, 2, 3, 4] }), (instance) => {
        const { assigned } = run(instance);
        const auditorOf = new Map(assigned.map((pair) => [pair.caseId, pair.auditorId]));
        const reached = objective(
          instance,
          instance.cases.map((c) => auditorOf.get(c.id)),
        );
        expect(reached).toEqual(bruteForce(instance));
      }),
      { numRuns: 400 },
    );
  });

  it("never breaks a block or a maximum, and names the rule for every case left", () => {
    fc.assert(
      fc.property(instances({ cases: 60, auditors: 15, expected: [0, 1, 2, 5] }), (instance) => {
        const result = run(instance);
        const load = loads(instance, result);
        for (const { auditorId, caseId } of result.assigned)
          expect(instance.blocks.has(`${auditorId} ${caseId}`)).toBe(false);
        instance.auditors.forEach((a, i) => {
          expect(load[i]).toBeLessThanOrEqual(Math.max(a.maximum, a.already));
        });
        const ids = [...result.assigned, ...result.unassigned].map((row) => row.caseId);
        expect(ids.sort()).toEqual(instance.cases.map((c) => c.id).sort());
        for (const { caseId, because } of result.unassigned) {
          const free = instance.auditors.filter((a) => !instance.blocks.has(`${a.id} ${caseId}`));
          if (instance.auditors.length === 0) expect(because).toBe("no-auditors");
          else expect(because).toBe(free.length === 0 ? "conflicts" : "maximum");
          for (const a of free)
            expect(load[instance.auditors.indexOf(a)]).toBeGreaterThanOrEqual(a.maximum);
        }
      }),
    );
  });

  it("shares evenly within one where nothing binds, whatever the repeats", () => {
    fc.assert(
      fc.property(
        instances({ cases: 60, auditors: 12, expected: [3] }),
        fc.integer({ min: 1, max: 12 }),
        (instance, count) => {
          const even: Instance = {
            ...instance,
            auditors: Array.from({ length: count }, (_, i) =>
              auditor(`auditor-${i}`, { expected: 3, maximum: 99 }),
            ),
            blocks: new Set(),
          };
          const load = loads(even, run(even));
          expect(Math.max(...load) - Math.min(...load)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("gives the same answer whatever the order of its input", () => {
    fc.assert(
      fc.property(instances({ cases: 20, auditors: 6, expected: [1, 2] }), (instance) => {
        const turned: Instance = {
          ...instance,
          cases: [...instance.cases].reverse(),
          auditors: [...instance.auditors].reverse(),
        };
        expect(run(turned)).toEqual(run(instance));
      }),
    );
  });

  const plain = { blocks: new Set<string>(), pastPairs: [] };
  it("shares in proportion to the expected numbers", () => {
    const auditors = [
      auditor("ada", { expected: 4, maximum: 9 }),
      auditor("ben", { expected: 2, maximum: 9 }),
    ];
    const instance = { ...plain, cases: cases(6), auditors };
    expect(loads(instance, run(instance))).toEqual([4, 2]);
  });

  it("brings those who have fewest already up first", () => {
    const auditors = [auditor("ada", { already: 3 }), auditor("ben")];
    const instance = { ...plain, cases: cases(3), auditors };
    expect(loads(instance, run(instance))).toEqual([3, 3]);
  });

  it("turns to someone expected to do none only when nobody else has room", () => {
    const auditors = [auditor("ada", { expected: 0, maximum: 9 }), auditor("ben", { maximum: 5 })];
    const instance = { ...plain, cases: cases(6), auditors };
    expect(loads(instance, run(instance))).toEqual([1, 5]);
  });

  it("lets no number of repeats outweigh the smallest difference in load", () => {
    const instance: Instance = {
      cases: cases(1),
      auditors: [auditor("ada", { expected: 71 }), auditor("ben", { expected: 70 })],
      blocks: new Set(),
      pastPairs: Array(9).fill({ auditorId: "ada", teamId: "willow", workerId: "worker-0" }),
    };
    expect(run(instance).assigned).toEqual([{ caseId: "case-0000", auditorId: "ada" }]);
  });

  it("keeps an auditor from the worker they audited before", () => {
    const instance: Instance = {
      cases: cases(2),
      auditors: [auditor("ada"), auditor("ben")],
      blocks: new Set(),
      pastPairs: [{ auditorId: "ada", teamId: "willow", workerId: "worker-0" }],
    };
    expect(run(instance).assigned).toEqual([
      { caseId: "case-0000", auditorId: "ben" },
      { caseId: "case-0001", auditorId: "ada" },
    ]);
  });

  it("allocates 1,000 cases to 100 auditors in a moment", () => {
    const teams = 20;
    const instance: Instance = {
      cases: Array.from({ length: 1000 }, (_, i) => ({
        ...caseNo(i, `team-${i % teams}`),
        workerId: `worker-${i % 173}`,
      })),
      auditors: Array.from({ length: 100 }, (_, i) =>
        auditor(`auditor-${i}`, { expected: 8 + (i % 5), maximum: 14 }),
      ),
      blocks: new Set(),
      pastPairs: Array.from({ length: 3000 }, (_, i) => ({
        auditorId: `auditor-${(i * 7919) % 100}`,
        teamId: `team-${(i * 31) % teams}`,
        workerId: `worker-${(i * 101) % 173}`,
      })),
    };
    for (let i = 0; i < 1000; i += 1)
      for (let a = i % teams; a < 100; a += teams)
        instance.blocks.add(`auditor-${a} ${caseNo(i).id}`);
    // Of the processor's time, which a busy machine does not stretch.
    const started = process.cpuUsage();
    const result = run(instance);
    const { user, system } = process.cpuUsage(started);
    const milliseconds = (user + system) / 1000;
    console.info(`1,000 cases to 100 auditors: ${Math.round(milliseconds)} ms`);
    expect(result.assigned).toHaveLength(1000);
    expect(milliseconds).toBeLessThan(10_000);
  });
});
