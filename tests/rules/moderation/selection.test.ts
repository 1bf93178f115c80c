import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moderationRange } from "~/rules/moderation/moderation";
import {
  type ArrivedAudit,
  certainReasonCodes,
  certainReasons,
  type SelectionChange,
  selectOnArrival,
} from "~/rules/moderation/selection";

/** What a database would keep: the selections after a change. */
function applied(arrived: ArrivedAudit[], change: SelectionChange): ArrivedAudit[] {
  const reasons = new Map(change.select.map((row) => [row.auditId, row.reason]));
  return arrived.map((audit) => {
    const reason = reasons.get(audit.auditId);
    if (reason !== undefined)
      return { ...audit, selected: { reason, committed: audit.selected?.committed ?? false } };
    return change.release.includes(audit.auditId) ? { ...audit, selected: null } : audit;
  });
}

const arrival = (number: number, change: Partial<ArrivedAudit> = {}): ArrivedAudit => ({
  auditId: `audit-${number}`,
  auditorId: `auditor-${number % 4}`,
  teamId: `team-${number % 3}`,
  certain: [],
  selected: null,
  ...change,
});

/** Lets audits arrive one by one; `between` may commit or add before each arrival. */
function cycle(
  seed: string,
  audits: ArrivedAudit[],
  after: (arrived: ArrivedAudit[], change: SelectionChange) => void = () => {},
  between: (arrived: ArrivedAudit[]) => ArrivedAudit[] = (arrived) => arrived,
): ArrivedAudit[] {
  let arrived: ArrivedAudit[] = [];
  for (const audit of audits) {
    arrived = [...between(arrived), audit];
    const change = selectOnArrival({ seed, arrived });
    arrived = applied(arrived, change);
    after(arrived, change);
  }
  return arrived;
}

const chosen = (arrived: ArrivedAudit[]) => arrived.filter((audit) => audit.selected !== null);
const reasonCount = (arrived: ArrivedAudit[], reason: "random" | "added") =>
  arrived.filter((audit) => audit.selected?.reason === reason).length;

function holds(arrived: ArrivedAudit[], { exception }: SelectionChange): void {
  const { min, max, feasible } = moderationRange(arrived.length);
  const count = chosen(arrived).length;
  const most = Math.max(min, max);
  const added = reasonCount(arrived, "added");
  const certain = count - added - reasonCount(arrived, "random");
  expect(arrived.filter((audit) => audit.certain.length > 0 && audit.selected === null)).toEqual(
    [],
  );
  expect(count).toBeGreaterThanOrEqual(min);
  if (count <= most) expect(exception?.code ?? null).toBe(feasible ? null : "no-whole-number");
  else if (certain > most) expect(exception?.code).toBe("certain-above-range");
  else if (certain + added > most) expect(exception?.code).toBe("added-above-range");
  else {
    expect(exception?.code).toBe("committed-above-range");
    const free = arrived.filter(
      ({ selected }) => selected?.reason === "random" && !selected.committed,
    );
    expect(free).toEqual([]);
  }
}

describe("selection as audits arrive", () => {
  it("stays in the range at every n to 500 or names the exception, whatever is certain", () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.string(),
        share,
        share,
        fc.infiniteStream(share),
        (seed, often, busy, dice) => {
          const roll = () => dice.next().value as number;
          const audits = Array.from({ length: 500 }, (_, i) =>
            arrival(i, {
              auditorId: `auditor-${roll() % 20}`,
              certain: roll() < often ? [certainReasonCodes[roll() % 4] ?? "concern"] : [],
            }),
          );
          cycle(seed, audits, holds, (arrived) =>
            arrived.map((audit) =>
              audit.selected !== null && roll() < busy / 4
                ? { ...audit, selected: { ...audit.selected, committed: true } }
                : audit,
            ),
          );
        },
      ),
      { numRuns: 12 },
    );
  });

  it("ends in the range when all arrive at once, with some added and some late to be certain", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 99 })),
        fc.integer({ min: 0, max: 40 }),
        (n, dice, often) => {
          const arrived = Array.from({ length: n }, (_, i) => {
            const roll = dice.next().value as number;
            const reason = roll % 2 === 0 ? "random" : "added";
            return arrival(i, {
              certain: (dice.next().value as number) < often ? ["concern"] : [],
              selected: roll < 20 ? { reason, committed: roll % 3 === 0 } : null,
            });
          });
          const change = selectOnArrival({ seed: "s", arrived });
          const after = applied(arrived, change);
          holds(after, change);
          for (const audit of arrived)
            if (audit.selected?.committed || audit.selected?.reason === "added")
              expect(change.release).not.toContain(audit.auditId);
          expect(selectOnArrival({ seed: "s", arrived: after })).toMatchObject({
            select: [],
            release: [],
          });
        },
      ),
    );
  });

  it("replays from the seed and the order of arrival, and another seed chooses others", () => {
    const audits = Array.from({ length: 40 }, (_, i) => arrival(i));
    const ids = (seed: string) => chosen(cycle(seed, audits)).map((audit) => audit.auditId);
    expect(ids("first")).toEqual(ids("first"));
    expect(ids("first")).not.toEqual(ids("second"));
  });

  it("gives every audit a fair chance when all arrive at once", () => {
    const arrived = Array.from({ length: 10 }, (_, i) =>
      arrival(i, { auditorId: `a-${i}`, teamId: "t" }),
    );
    const times = new Map<string, number>();
    for (let seed = 0; seed < 3000; seed += 1)
      for (const { auditId, probability } of selectOnArrival({ seed: `${seed}`, arrived }).select) {
        expect(probability).toBe(0.2);
        times.set(auditId, (times.get(auditId) ?? 0) + 1);
      }
    // 600 expected, standard deviation 22: five of them either way.
    for (const audit of arrived)
      expect(Math.abs((times.get(audit.auditId) ?? 0) - 600)).toBeLessThan(110);
  });

  it("spreads over auditors, then over teams", () => {
    const arrived = Array.from({ length: 20 }, (_, i) => arrival(i));
    const { select } = selectOnArrival({ seed: "spread", arrived });
    const of = (key: "auditorId" | "teamId") =>
      new Set(select.map((row) => arrived.find((a) => a.auditId === row.auditId)?.[key])).size;
    expect(select).toHaveLength(4);
    expect([of("auditorId"), of("teamId")]).toEqual([4, 3]);
  });

  it("releases a random selection for a certain one that comes later", () => {
    const four = cycle(
      "release",
      [0, 1, 2, 3].map((i) => arrival(i)),
    );
    expect(reasonCount(four, "random")).toBe(1);
    const five = [...four, arrival(4, { certain: ["inadequate"] })];
    const change = selectOnArrival({ seed: "release", arrived: five });
    expect(change.select).toEqual([{ auditId: "audit-4", reason: "inadequate", probability: 1 }]);
    expect(change.release).toEqual([chosen(four)[0]?.auditId]);
    expect(change.exception).toBeNull();
  });

  it("keeps it once a moderator has committed, and says why the range is passed", () => {
    const four = cycle(
      "keep",
      [0, 1, 2, 3].map((i) => arrival(i)),
    ).map((audit) =>
      audit.selected ? { ...audit, selected: { ...audit.selected, committed: true } } : audit,
    );
    const five = [...four, arrival(4, { certain: ["inadequate"] })];
    const change = selectOnArrival({ seed: "keep", arrived: five });
    expect(change.release).toEqual([]);
    expect(change.exception).toEqual({
      code: "committed-above-range",
      message: expect.stringMatching(/^2 of 5 audits are moderated, .*\.$/),
    });
  });

  it("turns a random selection into a certain one when a concern is raised", () => {
    const arrived = Array.from({ length: 5 }, (_, i) => arrival(i));
    arrived[2] = arrival(2, {
      certain: ["concern"],
      selected: { reason: "random", committed: true },
    });
    expect(selectOnArrival({ seed: "s", arrived }).select).toEqual([
      { auditId: "audit-2", reason: "concern", probability: 1 },
    ]);
  });

  it("follows the percentages in the settings", () => {
    const arrived = Array.from({ length: 10 }, (_, i) => arrival(i));
    const half = selectOnArrival({ seed: "s", arrived, percentages: { from: 50, to: 60 } });
    expect(half.select).toHaveLength(5);
  });
});

describe("certain reasons", () => {
  const plain = {
    overall: "good",
    areas: ["good", "not-applicable"],
    auditorEstablished: false,
    auditorsFirst: false,
    concernRaised: false,
  } as Parameters<typeof certainReasons>[0];
  it.each([
    ["nothing special", {}, []],
    ["Inadequate overall", { overall: "inadequate" }, ["inadequate"]],
    ["Inadequate in one area", { areas: ["good", "inadequate"] }, ["inadequate"]],
    ["Outstanding overall", { overall: "outstanding" }, ["outstanding"]],
    ["Outstanding in one area only", { areas: ["outstanding"] }, []],
    ["a new auditor's first", { auditorsFirst: true }, ["new-auditor"]],
    ["an established auditor's first", { auditorsFirst: true, auditorEstablished: true }, []],
    ["a concern", { concernRaised: true }, ["concern"]],
    ["several", { overall: "inadequate", concernRaised: true }, ["inadequate", "concern"]],
    ["nothing graded", { overall: null, areas: [] }, []],
  ] as const)("%s", (_, change, expected) => {
    expect(certainReasons({ ...plain, ...change } as typeof plain)).toEqual(expected);
  });

  it("leaves out those switched off", () => {
    expect(certainReasons({ ...plain, overall: "outstanding" }, ["inadequate"])).toEqual([]);
  });
});
