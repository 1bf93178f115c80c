/**
 * What an allocation promises for any caseload and any auditors: no conflict crossed, nobody above
 * their most, loads as even as the rules allow, and the same people meeting less often than by
 * chance. Conflicts are worked out here a second time, apart from the code under test.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shuffle } from "~/rules/core/random";
import type { CaseInterests, Holding } from "~/rules/independence/conflicts";
import { allocate, type PastPair } from "~/rules/sampling/allocation";
import {
  blocksOf,
  type CoreAudit,
  type CoreAuditor,
  loadsOf,
  proposeAuditors,
} from "~/rules/sampling/core-allocation";
import {
  bruteForce,
  type Instance,
  instances,
  objective,
  run,
} from "../../support/allocation-instances";

const on = "2024-04-15";
const teams = ["willow", "rowan", "care"];
const people = Array.from({ length: 9 }, (_, i) => `p${i}`);
const anyPerson = fc.constantFrom(...people);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 3 });

const anyHolding: fc.Arbitrary<Holding> = fc.record({
  personId: anyPerson,
  relation: fc.constantFrom("worker", "supervisor", "reviewing-officer", "declared"),
  fromOn: fc.constant("2023-01-01"),
  toOn: maybe(fc.constantFrom("2024-04-14", "2024-04-15", "2024-06-01")),
  managerId: maybe(anyPerson),
});
const anyInterests: fc.Arbitrary<CaseInterests> = fc.record({
  teamIds: fc.uniqueArray(fc.constantFrom(...teams), { maxLength: 2 }),
  line: fc.uniqueArray(anyPerson, { maxLength: 2 }),
  holdings: fc.array(anyHolding, { maxLength: 4 }),
});
const anyAuditors: fc.Arbitrary<CoreAuditor[]> = fc.uniqueArray(
  fc.record({
    id: anyPerson,
    teamId: maybe(fc.constantFrom(...teams)),
    managerId: maybe(anyPerson),
    expected: fc.integer({ min: 0, max: 4 }),
    maximum: fc.integer({ min: 0, max: 6 }),
  }),
  { selector: ({ id }) => id, maxLength: 9 },
);
const anyAudits = fc
  .array(fc.record({ workerId: maybe(anyPerson), interests: anyInterests }), { maxLength: 25 })
  .map((list) => list.map((one, i): CoreAudit => ({ ...one, id: `audit-${i}`, auditorId: null })));

/** The rules of the field in one breath, written apart from conflicts.ts. */
function isTied(auditor: CoreAuditor, { teamIds, line, holdings }: CaseInterests): boolean {
  if (teamIds.some((id) => id === auditor.teamId) || line.includes(auditor.id)) return true;
  return holdings.some(({ personId, relation, toOn, managerId }) => {
    const over = toOn !== null && toOn < on;
    if (personId === auditor.id) return relation !== "reviewing-officer" || !over;
    return (
      relation === "worker" && !over && (managerId === auditor.id || auditor.managerId === personId)
    );
  });
}

describe("for any caseload and any auditors", () => {
  test("nobody is given a case they are tied to, or more than their most; what is left is explained", () => {
    fc.assert(
      fc.property(
        anyAudits,
        anyAuditors,
        fc.array(fc.tuple(anyPerson, fc.nat(24))),
        (audits, auditors, declines) => {
          const declined = declines.map(([auditorId, n]) => ({ auditorId, auditId: `audit-${n}` }));
          const { assigned, unassigned } = proposeAuditors({ audits, auditors, declined, on });
          expect(assigned.length + unassigned.length).toBe(audits.length);
          const taken = loadsOf(assigned);
          for (const auditor of auditors) {
            expect(taken.get(auditor.id) ?? 0).toBeLessThanOrEqual(auditor.maximum);
          }
          for (const { caseId, auditorId } of assigned) {
            const audit = audits.find(({ id }) => id === caseId);
            const auditor = auditors.find(({ id }) => id === auditorId);
            if (!audit || !auditor) throw new Error("Someone or something unknown");
            expect(isTied(auditor, audit.interests)).toBe(false);
            expect(declined).not.toContainEqual({ auditorId, auditId: caseId });
          }
          for (const { caseId, because } of unassigned) {
            const audit = audits.find(({ id }) => id === caseId);
            if (!audit) throw new Error("Something unknown");
            const blocks = blocksOf({ audit, auditors, loads: taken, on });
            const stopped = new Set(blocks.flatMap(({ auditorIds }) => auditorIds));
            const others = declined.filter(({ auditId }) => auditId === caseId);
            for (const { auditorId } of others) stopped.add(auditorId);
            for (const { id } of auditors) expect(stopped).toContain(id);
            if (because === "no-auditors") expect(auditors).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("what was given before stays, also against a conflict that was overridden", () => {
    fc.assert(
      fc.property(anyAudits, anyAuditors, (audits, auditors) => {
        fc.pre(auditors.length > 0);
        const given = audits.map((audit, i) =>
          i % 3 === 0 ? { ...audit, auditorId: auditors[i % auditors.length]?.id ?? null } : audit,
        );
        const { assigned } = proposeAuditors({ audits: given, auditors, on });
        const before = new Set(given.filter((a) => a.auditorId !== null).map(({ id }) => id));
        expect(assigned.filter(({ caseId }) => before.has(caseId))).toEqual([]);
        const taken = loadsOf([...given, ...assigned]);
        const had = loadsOf(given);
        for (const { id, maximum } of auditors) {
          expect(taken.get(id) ?? 0).toBeLessThanOrEqual(Math.max(maximum, had.get(id) ?? 0));
        }
      }),
    );
  });
});

/**
 * "Even within one where the rules allow", exactly: nobody has two or more above someone else if
 * a chain of hand-overs, each of one case to someone who may take it, could narrow the gap. (For
 * loads that cost more the higher they are, an allocation is as even as can be just when there is no
 * such chain: Harvey and others, 2003.)
 */
function uneven(instance: Instance, auditorOf: Map<string, string>): string | null {
  const { auditors, cases, blocks } = instance;
  const load = new Map(auditors.map((a) => [a.id, a.already]));
  for (const id of auditorOf.values()) load.set(id, (load.get(id) ?? 0) + 1);
  for (const from of auditors) {
    const reached = new Set([from.id]);
    const queue = [from.id];
    for (let giver = queue.shift(); giver !== undefined; giver = queue.shift()) {
      const own = cases.filter((c) => auditorOf.get(c.id) === giver);
      for (const to of auditors) {
        if (reached.has(to.id) || !own.some((c) => !blocks.has(`${to.id} ${c.id}`))) continue;
        reached.add(to.id);
        queue.push(to.id);
      }
    }
    for (const to of auditors) {
      const gap = (load.get(from.id) ?? 0) - (load.get(to.id) ?? 0);
      if (gap >= 2 && reached.has(to.id) && (load.get(to.id) ?? 0) < to.maximum) {
        return `${from.id} could hand on to ${to.id}`;
      }
    }
  }
  return null;
}

const evenly = (of: fc.Arbitrary<Instance>) =>
  of.map((instance) => ({
    ...instance,
    auditors: instance.auditors.map((a) => ({ ...a, expected: 3 })),
  }));
const pairsOf = (instance: Instance) =>
  new Map(run(instance).assigned.map(({ caseId, auditorId }) => [caseId, auditorId]));

describe("load is even within one where the rules allow", () => {
  test("no chain of permitted hand-overs would narrow a gap of two, in large allocations", () => {
    fc.assert(
      fc.property(evenly(instances({ cases: 80, auditors: 14, expected: [3] })), (instance) => {
        expect(uneven(instance, pairsOf(instance))).toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  test("that is what the most even of all allocations looks like, by trying every one", () => {
    fc.assert(
      fc.property(evenly(instances({ cases: 5, auditors: 4, expected: [3] })), (instance) => {
        const chosen = pairsOf(instance);
        const reached = objective(
          instance,
          instance.cases.map((c) => chosen.get(c.id)),
        );
        expect(reached).toEqual(bruteForce(instance));
        expect(uneven(instance, chosen)).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  test("the test has teeth: first come, first served is often uneven", () => {
    const found = fc.sample(evenly(instances({ cases: 40, auditors: 8, expected: [3] })), {
      numRuns: 200,
      seed: 7,
    });
    const bad = found.filter((instance) => {
      const taken = new Map<string, string>();
      const room = new Map(instance.auditors.map((a) => [a.id, a.maximum - a.already]));
      for (const c of instance.cases) {
        const first = instance.auditors.find(
          (a) => (room.get(a.id) ?? 0) > 0 && !instance.blocks.has(`${a.id} ${c.id}`),
        );
        if (!first) continue;
        taken.set(c.id, first.id);
        room.set(first.id, (room.get(first.id) ?? 0) - 1);
      }
      return uneven(instance, taken) !== null;
    });
    expect(bad.length).toBeGreaterThan(20);
  });
});

describe("the same people meet less often than by chance", () => {
  /** A year of cycles, each allocated by `choose`; answers how often an auditor met a worker or a team again. */
  function yearOf(choose: (instance: Instance, seed: string) => Map<string, string>, year: number) {
    const workers = Array.from({ length: 24 }, (_, i) => ({
      id: `w${i}`,
      teamId: teams[i % 3] ?? "",
    }));
    const auditors = Array.from({ length: 12 }, (_, i) => ({
      id: `a${String(i).padStart(2, "0")}`,
      expected: 2,
      maximum: 4,
      already: 0,
      teamId: teams[i % 3],
    }));
    const pastPairs: PastPair[] = [];
    const again = { worker: 0, team: 0, spread: 0 };
    for (let cycle = 0; cycle < 6; cycle += 1) {
      const drawn = shuffle(`${year} ${cycle}`, workers);
      const cases = drawn.map((worker, i) => ({
        id: `c${String(i).padStart(2, "0")}`,
        teamId: worker.teamId,
        workerId: worker.id,
      }));
      const blocks = new Set(
        cases.flatMap((c) =>
          auditors.filter((a) => a.teamId === c.teamId).map((a) => `${a.id} ${c.id}`),
        ),
      );
      const instance: Instance = { cases, auditors, blocks, pastPairs: [...pastPairs] };
      const chosen = choose(instance, `${year} ${cycle} order`);
      expect(chosen.size).toBe(cases.length);
      const load = loadsOf([...chosen.values()].map((auditorId) => ({ auditorId })));
      again.spread = Math.max(
        again.spread,
        Math.max(...load.values()) - Math.min(...load.values()),
      );
      for (const { id, teamId, workerId } of cases) {
        const auditorId = chosen.get(id) ?? "";
        for (const past of instance.pastPairs) {
          if (past.auditorId !== auditorId) continue;
          again.worker += Number(past.workerId === workerId);
          again.team += Number(past.teamId === teamId);
        }
        pastPairs.push({ auditorId, teamId, workerId });
      }
    }
    return again;
  }

  /** Fair dice: the same rules and the same even load, but whoever comes, comes. */
  const byChance = (instance: Instance, seed: string) => {
    const order = shuffle(`${seed} auditors`, instance.auditors);
    const named = new Map(order.map((a, i) => [`${String(i).padStart(2, "0")}`, a.id]));
    const idOf = new Map(order.map((a, i) => [a.id, String(i).padStart(2, "0")]));
    const places = shuffle(`${seed} cases`, instance.cases);
    const { assigned } = allocate({
      cases: places.map((c, i) => ({ ...c, id: String(i).padStart(2, "0") })),
      auditors: order.map((a) => ({ ...a, id: idOf.get(a.id) ?? "" })),
      blocked: (a, c) => instance.blocks.has(`${named.get(a)} ${places[Number(c)]?.id}`),
    });
    return new Map(
      assigned.map(({ caseId, auditorId }) => [
        places[Number(caseId)]?.id ?? "",
        named.get(auditorId) ?? "",
      ]),
    );
  };

  test("over twenty years of six cycles, for workers and for teams, at the same even load", () => {
    const total = { ours: { worker: 0, team: 0 }, chance: { worker: 0, team: 0 } };
    for (let year = 0; year < 20; year += 1) {
      const ours = yearOf(pairsOf, year);
      const chance = yearOf(byChance, year);
      expect([ours.spread, chance.spread]).toEqual([0, 0]);
      total.ours.worker += ours.worker;
      total.ours.team += ours.team;
      total.chance.worker += chance.worker;
      total.chance.team += chance.team;
      // Not only on the whole: in every single year.
      expect(2 * ours.worker + ours.team).toBeLessThan(2 * chance.worker + chance.team);
    }
    // By chance a worker is met again about 45 times a year
    // (24 workers, 15 pairs of cycles, 8 auditors who may take each).
    expect(total.chance.worker / 20).toBeGreaterThan(40);
    expect(total.ours.worker).toBeLessThan(total.chance.worker / 10);
    expect(total.ours.team).toBeLessThanOrEqual(total.chance.team);
  });
});
