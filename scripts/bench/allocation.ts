/**
 * Measures allocating 1,000 cases to 100 auditors: how long it takes and how good it is, beside
 * first come, first served and beside chance, on the same cases in one run. Run it with
 * `npx tsx scripts/bench/allocation.ts`; a number sets how many times.
 */

import { shuffle } from "~/rules/core/random";
import { allocate, type PastPair } from "~/rules/sampling/allocation";

const times = Number(process.argv[2] ?? 5);
const [caseCount, auditorCount, teamCount, workerCount] = [1000, 100, 20, 300];

const cases = Array.from({ length: caseCount }, (_, i) => ({
  id: `case-${String(i).padStart(4, "0")}`,
  teamId: `team-${((i * 7919) % workerCount) % teamCount}`,
  workerId: `worker-${(i * 7919) % workerCount}`,
}));
const auditors = Array.from({ length: auditorCount }, (_, i) => ({
  id: `auditor-${String(i).padStart(3, "0")}`,
  teamId: `team-${i % teamCount}`,
  expected: 10,
  maximum: 13,
  already: 0,
}));
const pastPairs: PastPair[] = Array.from({ length: 3000 }, (_, i) => ({
  auditorId: `auditor-${String((i * 7919) % auditorCount).padStart(3, "0")}`,
  teamId: `team-${((i * 104_729) % workerCount) % teamCount}`,
  workerId: `worker-${(i * 104_729) % workerCount}`,
}));
const teamOf = new Map(auditors.map(({ id, teamId }) => [id, teamId]));
const caseOf = new Map(cases.map((one) => [one.id, one]));
const blocked = (auditorId: string, caseId: string) =>
  teamOf.get(auditorId) === caseOf.get(caseId)?.teamId;

type Way = () => Map<string, string>;

const optimal: Way = () =>
  new Map(
    allocate({ cases, auditors, blocked, pastPairs }).assigned.map((pair) => [
      pair.caseId,
      pair.auditorId,
    ]),
  );

/** Case by case, to the first of `order` who is free and has room. */
const oneByOne =
  (order: (caseId: string) => typeof auditors): Way =>
  () => {
    const room = new Map(auditors.map(({ id, maximum }) => [id, maximum]));
    const given = new Map<string, string>();
    for (const { id } of cases) {
      const taker = order(id).find((a) => (room.get(a.id) ?? 0) > 0 && !blocked(a.id, id));
      if (!taker) continue;
      room.set(taker.id, (room.get(taker.id) ?? 0) - 1);
      given.set(id, taker.id);
    }
    return given;
  };

const ways: Record<string, Way> = {
  "the solver": optimal,
  "first come": oneByOne(() => auditors),
  "at random": oneByOne((caseId) => shuffle(`bench ${caseId}`, auditors)),
};

const pastKey = (one: PastPair) => `${one.auditorId} ${one.workerId}`;
const met = new Map<string, number>();
for (const pair of pastPairs) met.set(pastKey(pair), (met.get(pastKey(pair)) ?? 0) + 1);

const rows = Object.entries(ways).map(([name, way]) => {
  const taken: number[] = [];
  let given = new Map<string, string>();
  for (let run = 0; run < times; run += 1) {
    const started = performance.now();
    given = way();
    taken.push(performance.now() - started);
  }
  const loads = auditors.map(({ id }) => [...given.values()].filter((one) => one === id).length);
  const repeats = [...given].reduce(
    (sum, [caseId, auditorId]) =>
      sum + (met.get(`${auditorId} ${caseOf.get(caseId)?.workerId}`) ?? 0),
    0,
  );
  return {
    name,
    milliseconds: taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0,
    left: caseCount - given.size,
    loads: `${Math.min(...loads)} to ${Math.max(...loads)}`,
    repeats,
  };
});

const own = rows[0]?.milliseconds ?? 1;
console.log(
  `${caseCount} cases, ${auditorCount} auditors of ${teamCount} teams, ${pastPairs.length} earlier audits; the middle of ${times} runs\n`,
);
console.table(
  rows.map(({ name, milliseconds, left, loads, repeats }) => ({
    way: name,
    milliseconds: Math.round(milliseconds),
    "time against the solver": `${(milliseconds / own).toFixed(2)} times`,
    "left without an auditor": left,
    "audits each": loads,
    "same auditor and worker again": repeats,
  })),
);
