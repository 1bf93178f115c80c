/**
 * Owns allocation problems for tests: made at random, run, and solved a second way by trying
 * everything.
 */
import fc from "fast-check";
import {
  type Allocation,
  type AllocationAuditor,
  type AllocationCase,
  allocate,
  type PastPair,
} from "~/rules/sampling/allocation";

export type Instance = {
  cases: AllocationCase[];
  auditors: AllocationAuditor[];
  blocks: Set<string>;
  pastPairs: PastPair[];
};

export const run = ({ cases, auditors, blocks, pastPairs }: Instance): Allocation =>
  allocate({ cases, auditors, pastPairs, blocked: (a, c) => blocks.has(`${a} ${c}`) });

export const auditor = (
  id: string,
  change: Partial<AllocationAuditor> = {},
): AllocationAuditor => ({
  id,
  expected: 2,
  maximum: 4,
  already: 0,
  ...change,
});
export const caseNo = (number: number, team = "willow"): AllocationCase => ({
  id: `case-${String(number).padStart(4, "0")}`,
  teamId: team,
  workerId: `worker-${number % 5}`,
});
export const cases = (count: number) => Array.from({ length: count }, (_, i) => caseNo(i));
export const loads = (instance: Instance, result: Allocation) =>
  instance.auditors.map(
    (a) => a.already + result.assigned.filter((pair) => pair.auditorId === a.id).length,
  );

/** The three aims as numbers, smaller is better, worked out apart from the code under test. */
export function objective(instance: Instance, auditorOf: (string | undefined)[]): number[] {
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

export function bruteForce(instance: Instance): number[] {
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

export const instances = (most: { cases: number; auditors: number; expected: number[] }) =>
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
