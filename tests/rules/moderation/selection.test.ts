import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  alwaysCertain,
  certainFrom,
  certainReasonCodes,
  certainReasons,
  usualCertain,
} from "~/rules/moderation/certain";
import { moderationRange } from "~/rules/moderation/moderation";
import { drawOrder } from "~/rules/moderation/sealed-order";
import { type LiveAudit, type SelectionReason, selectSealed } from "~/rules/moderation/selection";
import { applied, auditsOf, liveOf } from "./sealed-cycle";

const usual = { from: 20, to: 30 };

const chosen = (live: readonly LiveAudit[]) => live.filter(({ selected }) => selected !== null);
const byReason = (live: readonly LiveAudit[], ...reasons: SelectionReason[]) =>
  live.filter(({ selected }) => selected !== null && reasons.includes(selected.reason)).length;

/** Everything that must hold of a selection that was just made. */
function holds(
  live: readonly LiveAudit[],
  { exception }: ReturnType<typeof selectSealed>,
  percentages = usual,
): void {
  const { min, max, feasible } = moderationRange(live.length, percentages);
  const most = Math.max(min, max);
  const count = chosen(live).length;
  const [kept, added] = [byReason(live, "kept"), byReason(live, "added")];
  const random = byReason(live, "random");
  const certain = live.filter((one) => one.certain.length > 0 && !one.letGo);
  expect(certain.filter(({ selected }) => selected === null)).toEqual([]);
  if (live.every(({ arrived }) => arrived) && live.every(({ letGo }) => !letGo)) {
    expect(count).toBeGreaterThanOrEqual(min);
    const free = live.length - certain.length - kept - added;
    const room = most - certain.length;
    // One at random even where certain ones fill the range, but where one is all that is moderated.
    const always = !feasible && most === 1 ? 0 : 1;
    if (added === 0) expect(random).toBeGreaterThanOrEqual(Math.min(room >= 2 ? 2 : always, free));
  }
  if (count > most) {
    const expected =
      count - kept - added > most
        ? "certain-above-range"
        : count - kept > most
          ? "added-above-range"
          : "kept-above-range";
    expect(exception?.code).toBe(expected);
  } else if (exception?.code !== "too-few-left")
    expect(exception?.code ?? null).toBe(feasible || count === 0 ? null : "no-whole-number");
}

describe("selection by the sealed order", () => {
  it("is inside the range or names the exception, for every n to 500 and any mix of certain ones", () => {
    for (let n = 1; n <= 500; n += 1) {
      const percentages = n % 3 === 0 ? { from: (n % 40) + 1, to: (n % 40) + 1 + (n % 7) } : usual;
      const order = drawOrder(`seed ${n}`, auditsOf(n), percentages);
      for (const certain of [0, 0.15, 0.3, 1]) {
        const live = liveOf(order, (index) => ((index * 7919) % 100) / 100 < certain);
        const change = selectSealed({ live, percentages });
        holds(applied(live, change), change, percentages);
      }
    }
  });

  it("holds at every step of any order of arrival, beginning, adding and turning certain", () => {
    const share = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        share,
        share,
        fc.infiniteStream(share),
        (n, often, busy, dice) => {
          const roll = () => dice.next().value as number;
          const order = drawOrder(`${n} ${often}`, auditsOf(n), usual);
          let live = liveOf(order, () => false).map((one) => ({ ...one, arrived: false }));
          for (let step = 0; step < n; step += 1) {
            live = live.map((one, index) => {
              const selected = one.selected;
              if (index === step)
                return { ...one, arrived: true, certain: roll() < often / 2 ? ["concern"] : [] };
              if (!one.arrived) return one;
              if (selected === null && roll() === 0)
                return { ...one, selected: { reason: "added", committed: false } };
              if (roll() === 0) return { ...one, certain: ["correction"] };
              return selected && roll() < busy / 4
                ? { ...one, selected: { ...selected, committed: true } }
                : one;
            }) as LiveAudit[];
            const change = selectSealed({ live, percentages: usual });
            live = applied(live, change);
            holds(live, change);
            expect(chosen(live).every(({ arrived }) => arrived)).toBe(true);
            // Nothing more to change: it hangs on nothing but what stands.
            expect(selectSealed({ live, percentages: usual })).toMatchObject({
              select: [],
              release: [],
            });
          }
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });

  it("ends the same whatever the order of arrival", () => {
    const order = drawOrder("a seed", auditsOf(40), usual);
    const isCertain = (index: number) => index % 6 === 0;
    const end = (arrivals: readonly number[]) => {
      let live = liveOf(order, isCertain).map((one) => ({ ...one, arrived: false }));
      for (const at of arrivals) {
        live = live.map((one, index) => (index === at ? { ...one, arrived: true } : one));
        live = applied(live, selectSealed({ live, percentages: usual }));
      }
      return chosen(live)
        .map(({ auditId }) => auditId)
        .sort();
    };
    const forwards = Array.from({ length: 40 }, (_, index) => index);
    expect(end(forwards)).toEqual(end([...forwards].reverse()));
    expect(end(forwards)).toEqual(end([...forwards.slice(17), ...forwards.slice(0, 17)]));
  });

  const twenty = () => liveOf(drawOrder("twenty", auditsOf(20), usual), () => false);
  const settled = (live: LiveAudit[]) => applied(live, selectSealed({ live, percentages: usual }));

  it("lets go who is last of the order when certain ones fill the range, and keeps what has begun", () => {
    const four = settled(twenty());
    expect(byReason(four, "random")).toBe(4);
    const last = four.filter(({ selected }) => selected).toSorted((a, b) => b.place - a.place)[0];
    const late = four.filter(({ selected }) => !selected).slice(0, 3);
    const turned = (begun: boolean) =>
      four.map((one) =>
        late.includes(one)
          ? { ...one, certain: ["concern" as const] }
          : one === last && one.selected
            ? { ...one, selected: { ...one.selected, committed: begun } }
            : one,
      );
    const change = selectSealed({ live: turned(false), percentages: usual });
    expect(change.release).toEqual([last?.auditId]);
    expect(change.exception).toBeNull();
    const begun = selectSealed({ live: turned(true), percentages: usual });
    expect(begun.release).toEqual([]);
    expect(begun.select).toContainEqual(
      expect.objectContaining({ auditId: last?.auditId, reason: "kept" }),
    );
    expect(begun.exception).toEqual({
      code: "kept-above-range",
      message: expect.stringMatching(
        /^7 of 20 audits are moderated, .* 1 chosen at random had begun/,
      ),
    });
  });

  it("takes the next when one is withdrawn or let go, and says when none is left", () => {
    const four = settled(twenty());
    const [gone] = chosen(four);
    const without = settled(four.filter((one) => one !== gone));
    expect(chosen(without)).toHaveLength(4);
    const let_ = settled(
      four.map((one) => (one === gone ? { ...one, letGo: true, selected: null } : one)),
    );
    expect(chosen(let_)).toHaveLength(4);
    expect(chosen(let_)).not.toContainEqual(expect.objectContaining({ auditId: gone?.auditId }));
    const all = four.map((one) => ({ ...one, letGo: one.selected === null }));
    const few = all.map((one) => (one.selected ? { ...one, letGo: true, selected: null } : one));
    expect(selectSealed({ live: few, percentages: usual }).exception?.code).toBe("too-few-left");
  });

  it("counts a drawn audit that turns certain once, and what the lead adds on top", () => {
    const four = settled(twenty());
    const turned = settled(
      four.map((one) => (one === chosen(four)[0] ? { ...one, certain: ["concern"] } : one)),
    );
    expect(byReason(turned, "concern")).toBe(1);
    expect(chosen(turned)).toHaveLength(4);
    const added = four.map((one) =>
      one.selected ? one : { ...one, selected: { reason: "added" as const, committed: false } },
    );
    expect(selectSealed({ live: added, percentages: usual })).toMatchObject({
      release: [],
      exception: { code: "added-above-range" },
    });
  });
});

describe("certain reasons", () => {
  const plain = {
    overall: "good",
    areas: ["good", "not-applicable"],
    auditorEstablished: false,
    auditorsFirst: false,
    concernRaised: false,
    promptAnswered: false,
    correctionDeclined: false,
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
    ["a consistency question answered", { promptAnswered: true }, ["consistency"]],
    ["a correction declined", { correctionDeclined: true }, ["correction"]],
    ["several", { overall: "inadequate", concernRaised: true }, ["inadequate", "concern"]],
    ["a weak grade", { overall: "requires-improvement" }, ["requires-improvement"]],
    ["nothing graded", { overall: null, areas: [] }, []],
  ] as const)("%s", (_, change, expected) => {
    expect(certainReasons({ ...plain, ...change } as typeof plain, certainReasonCodes)).toEqual(
      expected,
    );
  });

  it("are switches: the worst grade is always on, a weak one off unless asked for", () => {
    expect(certainFrom([])).toEqual(alwaysCertain);
    expect(alwaysCertain).toEqual(["inadequate"]);
    expect(certainReasonCodes.filter((code) => !usualCertain.includes(code))).toEqual([
      "requires-improvement",
    ]);
    const outstanding = { ...plain, overall: "outstanding" as const };
    expect(certainReasons(outstanding, ["inadequate"])).toEqual([]);
  });
});
