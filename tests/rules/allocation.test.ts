import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Allocation,
  type AllocationAuditor,
  type AllocationCase,
  allocate,
  type PastPair,
} from "~/rules/allocation";

type Instance = {
  cases: AllocationCase[];
  auditors: AllocationAuditor[];
  blocks: Set<string>;
  pastPairs: PastPair[];
};

const run = ({ cases, auditors, blocks, pastPairs }: Instance): Allocation =>
  allocate({ cases, auditors, pastPairs, blocked: (a, c) => blocks.has(`${a} ${c}`) });

const auditor = (id: string, change: Partial<AllocationAuditor> = {}): AllocationAuditor => ({
  id,
  expected: 2,
  maximum: 4,
  already: 0,
  ...change,
});
const caseNo = (number: number, team = "willow"): AllocationCase => ({
  id: `case-${String(number).padStart(4, "0")}`,
  teamId: team,
  workerId: `worker-${number % 5}`,
});
const cases = (count: number) => Array.from({ length: count }, (_, i) => caseNo(i));
const loads = (instance: Instance, result: Allocation) =>
  instance.auditors.map(
    (a) => a.already + result.assigned.filter((pair) => pair.auditorId === a.id).length,
  );

/** The three aims as numbers, smaller is better, worked out apart from the code under test. */
function objective(instance: Instance, auditorOf: (string | undefined)[]): number[] {
  const load = new Map(instance.auditors.map((a) => [a.id, a.already]));
  let unassigned = 0;
  let repeats = 0;
  instance.cases.forEach((c, index) => {
    const id = auditorOf[index];
    if (id === undefined) {
      unassigned += 1;
      return;
    }
    load.set(id, (load.get(id) ?? 0) + 1);
    for (const pair of instance.pastPairs) {
      if (pair.auditorId !== id) continue;
      if (pair.teamId === c.teamId) repeats += 1;
      if (pair.workerId === c.workerId) repeats += 2;
    }
  });
  let unevenness = 0;
  for (const a of instance.auditors) unevenness += ((load.get(a.id) ?? 0) ** 2 * 12) / a.expected;
  return [unassigned, unevenness, repeats];
}

const compare = (a: number[], b: number[]): number =>
  a.map((value, i) => value - (b[i] as number)).find((difference) => difference !== 0) ?? 0;

function bruteForce(instance: Instance): number[] {
  let best: number[] = [Number.POSITIVE_INFINITY, 0, 0];
  const chosen: (string | undefined)[] = [];
  const room = new Map(instance.auditors.map((a) => [a.id, a.maximum - a.already]));
  const place = (index: number): void => {
    const c = instance.cases[index];
    if (c === undefined) {
      const value = objective(instance, chosen);
      if (compare(value, best) < 0) best = value;
      return;
    }
    chosen[index] = undefined;
    place(index + 1);
    for (const a of instance.auditors) {
      const left = room.get(a.id) ?? 0;
      if (left <= 0 || instance.blocks.has(`${a.id} ${c.id}`)) continue;
      room.set(a.id, left - 1);
      chosen[index] = a.id;
      place(index + 1);
      room.set(a.id, left);
    }
  };
  place(0);
  return best;
}

const instances = (most: { cases: number; auditors: number; expected: number[] }) =>
  fc
    .record({
      caseCount: fc.integer({ min: 0, max: most.cases }),
      auditors: fc.array(
        fc.record({
          expected: fc.constantFrom(...most.expected),
          maximum: fc.integer({ min: 0, max: 5 }),
          already: fc.integer({ min: 0, max: 2 }),
        }),
        { maxLength: most.auditors },
      ),
      teams: fc.infiniteStream(fc.constantFrom("willow", "rowan")),
      blocks: fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: most.auditors - 1 }),
          fc.integer({ min: 0, max: most.cases }),
        ),
        { maxLength: most.cases * 2 },
      ),
      past: fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: most.auditors - 1 }),
          fc.constantFrom("willow", "rowan"),
          fc.integer({ min: 0, max: 4 }),
        ),
        { maxLength: 8 },
      ),
    })
    .map(
      ({ caseCount, auditors, teams, blocks, past }): Instance => ({
        cases: Array.from({ length: caseCount }, (_, i) => caseNo(i, teams.next().value)),
        auditors: auditors.map((a, i) => ({ ...a, id: `auditor-${i}` })),
        blocks: new Set(blocks.map(([a, c]) => `auditor-${a} ${caseNo(c).id}`)),
        pastPairs: past.map(([a, teamId, w]) => ({
          auditorId: `auditor-${a}`,
          teamId,
          workerId: `worker-${w}`,
        })),
      }),
    );

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

  it("turns to somebody expected to do none only when nobody else has room", () => {
    const auditors = [auditor("ada", { expected: 0, maximum: 9 }), auditor("ben", { maximum: 5 })];
    const instance = { ...plain, cases: cases(6), auditors };
    expect(loads(instance, run(instance))).toEqual([1, 5]);
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
    const started = performance.now();
    const result = run(instance);
    const milliseconds = performance.now() - started;
    console.info(`1,000 cases to 100 auditors: ${Math.round(milliseconds)} ms`);
    expect(result.assigned).toHaveLength(1000);
    expect(milliseconds).toBeLessThan(10_000);
  });
});
