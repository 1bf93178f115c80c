import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exerciseKinds } from "~/rules/exercises/exercises";
import { monthsOf, yearName, yearOf } from "~/rules/exercises/programme-year";
import {
  missingOf,
  type Rhythm,
  readRhythm,
  slotsOf,
  steps,
  type There,
  usualRhythm,
} from "~/rules/exercises/rhythm";

const services = ["early-help", "safeguarding"];
const none = { every: 0, from: 1 } as const;
const only = (beats: Partial<Rhythm["beats"]>, without: number[] = []): Rhythm => ({
  beats: { core: none, thematic: none, "dip-sample": none, "practice-week": none, ...beats },
  without,
  noDipSamples: [],
});
const months = (rhythm: Rhythm, year = "2024", start: 1 | 4 = 4) =>
  slotsOf(year, start, rhythm, services).map(({ month }) => month);

describe("The year of a programme", () => {
  it("is the calendar year, or April to March", () => {
    expect(monthsOf("2023", 4)).toEqual([
      ...["2023-04", "2023-05", "2023-06", "2023-07", "2023-08", "2023-09", "2023-10", "2023-11"],
      ...["2023-12", "2024-01", "2024-02", "2024-03"],
    ]);
    expect([yearOf("2024-03", 4), yearOf("2024-04", 4), yearOf("2024-03", 1)]).toEqual([
      ...["2023", "2024", "2024"],
    ]);
    expect([yearName("2023", 4), yearName("1999", 4), yearName("2023", 1)]).toEqual([
      ...["2023–24", "1999–00", "2023"],
    ]);
  });
});

describe("The rhythm of a council", () => {
  it("asks for core cycles every two months, counted from any of them", () => {
    const may = ["2024-05", "2024-07", "2024-09", "2024-11", "2025-01", "2025-03"];
    expect(months(only({ core: { every: 2, from: 5 } }))).toEqual(may);
    expect(months(only({ core: { every: 2, from: 1 } }))).toEqual(may);
    expect(months(only({ core: { every: 2, from: 5 } }), "2024", 1)).toEqual([
      ...["2024-01", "2024-03", "2024-05", "2024-07", "2024-09", "2024-11"],
    ]);
  });

  it("asks for a thematic audit each quarter and practice weeks twice a year", () => {
    expect(months(only({ thematic: { every: 3, from: 5 } }))).toEqual([
      ...["2024-05", "2024-08", "2024-11", "2025-02"],
    ]);
    expect(months(only({ "practice-week": { every: 6, from: 6 } }))).toEqual([
      ...["2024-06", "2024-12"],
    ]);
  });

  it("asks for a dip sample each month of each service, but for those that do none", () => {
    const rhythm = only({ "dip-sample": { every: 1, from: 4 } });
    expect(slotsOf("2024", 4, rhythm, services)).toHaveLength(24);
    const fewer = slotsOf("2024", 4, { ...rhythm, noDipSamples: ["early-help"] }, services);
    expect(new Set(fewer.map(({ serviceId }) => serviceId))).toEqual(new Set(["safeguarding"]));
  });

  it("leaves a month without, for the next one of its block, or for one before, or for none", () => {
    const quarterly = (without: number[]) =>
      months(only({ thematic: { every: 3, from: 5 } }, without));
    expect(quarterly([8])[1]).toBe("2024-09");
    expect(quarterly([8, 9])[1]).toBe("2024-07");
    expect(quarterly([7, 8, 9])).toHaveLength(3);
    expect(months(only({ "dip-sample": { every: 1, from: 4 } }, [8])).includes("2024-08")).toBe(
      false,
    );
  });

  it("stays as it was kept; without one the usual holds", () => {
    expect(readRhythm("")).toEqual(usualRhythm);
    const kept = only({ core: { every: 1, from: 4 } }, [12]);
    expect(readRhythm(JSON.stringify(kept))).toEqual(kept);
  });
});

describe("Making a year again", () => {
  const rhythm = only({ core: { every: 2, from: 5 }, "dip-sample": { every: 1, from: 4 } });
  const slots = slotsOf("2024", 4, rhythm, services);
  const first = slots[0];
  const missing = (there: There[], thisMonth = "2024-04", of = rhythm) =>
    missingOf(slots, there, of, thisMonth);
  const asThere = (slot: (typeof slots)[number], more: Partial<There> = {}): There => ({
    kind: slot.kind,
    serviceId: slot.serviceId,
    month: slot.month,
    slot: slot.key,
    removed: false,
    ...more,
  });

  it("adds all to an empty year, and nothing to one that was made, wherever all was moved", () => {
    expect(missing([]).add).toEqual(slots);
    const moved = slots.map((slot) => asThere(slot, { month: "2025-03" }));
    expect(missing(moved).add).toEqual([]);
    expect(missing(moved).there).toEqual(slots);
  });

  it("takes an exercise of any month of the block for it, and of no other service", () => {
    const cycle = { kind: "core", serviceId: null, slot: null, removed: false } as const;
    expect(missing([{ ...cycle, month: "2024-04" }]).there.map(({ month }) => month)).toEqual([
      "2024-05",
    ]);
    const sample = { kind: "dip-sample", month: "2024-04", slot: null, removed: false } as const;
    const { there } = missing([{ ...sample, serviceId: "early-help" }]);
    expect(there.map(({ serviceId }) => serviceId)).toEqual(["early-help"]);
    expect(missing([{ ...sample, serviceId: null }]).there).toEqual([]);
  });

  it("does not bring back what was removed by hand", () => {
    if (!first) throw new Error("No slot");
    const found = missing([asThere(first, { removed: true })]);
    expect(found.removed).toEqual([first]);
    expect(found.add).not.toContainEqual(first);
  });

  it("adds nothing to a month that is over: what is left of its block takes it", () => {
    const late = missing([], "2024-06").add.filter(({ kind }) => kind === "core");
    expect(late.map(({ month }) => month)).toEqual([
      ...["2024-07", "2024-09", "2024-11", "2025-01", "2025-03"],
    ]);
    const quarter = only({ thematic: { every: 3, from: 4 } });
    const found = missingOf(slotsOf("2024", 4, quarter, []), [], quarter, "2024-06");
    expect(found.add.map(({ month }) => month)[0]).toBe("2024-06");
    expect(missing([], "2024-06").over.length).toBeGreaterThan(0);
  });

  it("is done after one making, whatever the rhythm and whatever was there", () => {
    const beat = fc.record({
      every: fc.constantFrom(...steps),
      from: fc.integer({ min: 1, max: 12 }),
    });
    const rhythms = fc.record({
      beats: fc.record({ core: beat, thematic: beat, "dip-sample": beat, "practice-week": beat }),
      without: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 11 }),
      noDipSamples: fc.constantFrom<string[]>([], ["early-help"]),
    });
    const exercises = fc.array(
      fc.record({
        kind: fc.constantFrom(...exerciseKinds),
        serviceId: fc.constantFrom(null, ...services),
        month: fc.constantFrom(...monthsOf("2024", 4)),
        slot: fc.constant(null),
        removed: fc.constant(false),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(rhythms, exercises, fc.constantFrom("2024-04", "2024-10"), (of, there, now) => {
        const all = slotsOf("2024", 4, of, services);
        const made = missingOf(all, there, of, now);
        const { add } = made;
        expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
        for (const { month, block } of add) {
          expect(month >= now && block.includes(month)).toBe(true);
          expect(of.without).not.toContain(Number(month.slice(5)));
        }
        const after = [...there, ...add.map((slot) => asThere(slot))];
        expect(missingOf(all, after, of, now).add).toEqual([]);
        expect(add.length + made.there.length + made.removed.length + made.over.length).toBe(
          all.length,
        );
      }),
    );
  });
});
