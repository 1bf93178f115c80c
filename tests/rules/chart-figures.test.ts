import { describe, expect, it } from "vitest";
import { noJudgements } from "~/rules/grades";
import { shareInWords } from "~/rules/reports";
import { hasRoom, segments, withBreaks } from "~/ui/charts/figures";
import { pageItems } from "~/ui/pagination";

describe("shares in words", () => {
  it.each([
    [31, 53, "31 of 53 (58\u00a0%)"],
    [3, 5, "3 of 5 (60\u00a0%)"],
    [3, 4, "3 of 4"],
    [0, 0, "none graded"],
  ])("writes %i of %i with its count", (count, of, words) => {
    expect(shareInWords(count, of)).toBe(words);
  });
});

describe("segments of a grade mix", () => {
  it("run from 0 to 100 over what carries a grade, without gaps", () => {
    const counts = { ...noJudgements(), outstanding: 1, good: 2, inadequate: 1 };
    expect(segments({ ...counts, "not-applicable": 7, "not-judged": 2 })).toEqual([
      { grade: "outstanding", count: 1, from: 0, to: 25 },
      { grade: "good", count: 2, from: 25, to: 75 },
      { grade: "inadequate", count: 1, from: 75, to: 100 },
    ]);
  });

  it("are none when nothing is graded", () => {
    expect(segments({ ...noJudgements(), "not-judged": 3 })).toEqual([]);
  });

  it("show a count only where its digits fit", () => {
    const segment = { grade: "good" as const, from: 0 };
    expect(hasRoom({ ...segment, count: 2, to: 6 })).toBe(true);
    expect(hasRoom({ ...segment, count: 22, to: 6 })).toBe(false);
    expect(hasRoom({ ...segment, count: 22, to: 9 })).toBe(true);
  });
});

describe("breaks between tool versions", () => {
  const cycle = (id: string, toolVersion: number) => ({ id, toolVersion });

  it("stand before each cycle whose major version differs from the one before", () => {
    const slots = withBreaks([cycle("a", 1), cycle("b", 1), cycle("c", 2), cycle("d", 3)]);
    expect(
      slots.map((slot) => (slot.cycle ? slot.cycle.id : `version ${slot.toolVersion}`)),
    ).toEqual(["a", "b", "version 2", "c", "version 3", "d"]);
    expect(new Set(slots.map((slot) => slot.key)).size).toBe(slots.length);
  });

  it("are none for one version, and none before the first cycle", () => {
    expect(withBreaks([cycle("a", 2), cycle("b", 2)]).every((slot) => slot.cycle)).toBe(true);
    expect(withBreaks([])).toEqual([]);
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
