import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figureOf } from "~/rules/reports/figure";
import { editionInWords } from "~/rules/tools/versions";
import {
  breaksInWords,
  hasRoom,
  placeBreakLabels,
  placeOf,
  shortEdition,
  withBreaks,
} from "~/ui/charts/figures";
import { pageItems } from "~/ui/pagination";

describe("what is drawn of a figure", () => {
  it("stands at its share, unrounded, where it has a place to be seen", () => {
    expect(placeOf(figureOf("Good", 1, 3, { exact: true }))).toBe(100 / 3);
    expect(placeOf(figureOf("Good", 0, 0, { exact: true }))).toBeUndefined();
    expect(placeOf({ standing: "hidden", of: "Good" })).toBeUndefined();
  });

  it("shows its count in a bar only where its digits fit", () => {
    const segment = { code: "good", from: 0 };
    expect(hasRoom({ ...segment, count: 2, to: 6 })).toBe(true);
    expect(hasRoom({ ...segment, count: 22, to: 6 })).toBe(false);
    expect(hasRoom({ ...segment, count: 22, to: 9 })).toBe(true);
  });
});

describe("breaks between tools and their versions", () => {
  const cycle = (id: string, major: number, toolName = "Core audit") => ({
    id,
    month: "2023-11",
    edition: { toolId: toolName, toolName, major },
  });

  it("stand before each cycle whose tool or major version differs from the one before", () => {
    const cycles = [cycle("a", 1), cycle("b", 1), cycle("c", 2), cycle("d", 2, "SEND audit")];
    const slots = withBreaks(cycles);
    expect(
      slots.map((slot) => (slot.cycle ? slot.cycle.id : editionInWords(slot.edition))),
    ).toEqual(["a", "b", "Core audit, version 2", "c", "SEND audit, version 2", "d"]);
    expect(new Set(slots.map((slot) => slot.key)).size).toBe(slots.length);
    expect(breaksInWords(cycles)).toEqual([
      "Core audit, version 2, from November 2023",
      "SEND audit, version 2, from November 2023",
    ]);
  });

  it("are none for one version, and none before the first cycle", () => {
    expect(withBreaks([cycle("a", 2), cycle("b", 2)]).every((slot) => slot.cycle)).toBe(true);
    expect(withBreaks([])).toEqual([]);
  });

  it("are named in a drawing with their number whole, however long the tool's name", () => {
    const words = shortEdition(cycle("a", 12, "An audit of everything that was ever done").edition);
    expect(words).toMatch(/^An audit of every.*…, version 12$/);
    expect(words.length).toBeLessThanOrEqual(40);
  });

  it("have names that never run over the next break, nor out of the plot", () => {
    const right = 744;
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.tuple(fc.integer({ min: 60, max: right }), fc.integer({ min: 1, max: 120 })),
          {
            selector: ([x]) => x,
            maxLength: 12,
          },
        ),
        (list) => {
          const breaks = list
            .sort(([a], [b]) => a - b)
            .map(([x, length]) => ({ x, edition: cycle("a", 12, "m".repeat(length)).edition }));
          placeBreakLabels(breaks, right).forEach((label, at) => {
            const room = (breaks[at + 1]?.x ?? right) - (breaks[at]?.x ?? 0);
            for (const line of label ?? []) expect(8 + line.length * 8.6).toBeLessThanOrEqual(room);
            if (room >= 120) expect(label?.[1]).toBe("version 12");
          });
        },
      ),
    );
    const { edition } = cycle("a", 2);
    expect(placeBreakLabels([{ x: 400, edition }], right)).toEqual([["Core audit,", "version 2"]]);
    expect(placeBreakLabels([{ x: 640, edition }], right)).toEqual([["Core aud…,", "version 2"]]);
    expect(placeBreakLabels([{ x: 700, edition }], right)).toEqual([null]);
  });
});

describe("pages offered", () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [5, 12, [1, "gap", 4, 5, 6, "gap", 12]],
    [4, 12, [1, 2, 3, 4, 5, "gap", 12]],
    [12, 12, [1, "gap", 11, 12]],
  ])("on page %i of %i", (page, pages, items) => {
    expect(pageItems(page, pages)).toEqual(items);
  });
});
