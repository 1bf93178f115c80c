import { describe, expect, test } from "vitest";
import { figureOf, gradeMix } from "~/rules/reports/figure";
import {
  besideEditions,
  cellKey,
  countOfJudgement,
  judgementLines,
  linkedTable,
  publishedFigure,
  publishedMix,
} from "~/rules/reports/linked-figures";
import { suppressLinked } from "~/rules/statistics/suppression";
import { noJudgements } from "~/rules/tools/grades";

const teams = [{ code: "east" }, { code: "west" }, { code: "both", parts: ["east", "west"] }];
const counts = {
  east: { ...noJudgements(), outstanding: 2, good: 31, "requires-improvement": 20 },
  west: { ...noJudgements(), good: 12, inadequate: 9, "not-judged": 7 },
};
const table = linkedTable([teams, judgementLines], (team, code) =>
  countOfJudgement(counts[team as keyof typeof counts], code),
);
const countOf = (...codes: string[]) =>
  table.cells.find(({ key }) => key === cellKey(codes))?.count;

describe("a table with its margins", () => {
  test("has every line of one direction with every line of the other", () => {
    expect(table.cells).toHaveLength(3 * 10);
    expect(countOf("east", "good-or-above")).toBe(33);
    expect(countOf("both", "graded")).toBe(74);
    expect(countOf("both", "all")).toBe(81);
    expect(countOf("west", "ungraded")).toBe(7);
  });

  test("names what adds up to what, both ways", () => {
    expect(table.sums).toContainEqual({
      total: cellKey(["both", "graded"]),
      parts: [cellKey(["east", "graded"]), cellKey(["west", "graded"])],
    });
    expect(table.sums).toContainEqual({
      total: cellKey(["both", "graded"]),
      parts: [
        cellKey(["both", "good-or-above"]),
        cellKey(["both", "requires-improvement"]),
        cellKey(["both", "inadequate"]),
      ],
    });
  });

  test("a sum over two directions is the dearest to hide", () => {
    const weightOf = (...codes: string[]) =>
      table.cells.find(({ key }) => key === cellKey(codes))?.weight;
    expect([weightOf("east", "good"), weightOf("both", "good"), weightOf("both", "all")]).toEqual([
      1, 2, 4,
    ]);
  });
});

describe("figures as they are published", () => {
  test("a figure goes where its count goes, and where what it is of goes", () => {
    const figure = figureOf("Good", 31, 53);
    expect(publishedFigure(figure, false, false)).toBe(figure);
    for (const hidden of [
      [true, false],
      [false, true],
    ]) {
      expect(publishedFigure(figure, ...hidden)).toEqual({ standing: "hidden", of: "Good" });
    }
  });

  test("a grade mix keeps what may be read, and draws no bar of the rest", () => {
    const { hidden } = suppressLinked(table);
    const mix = publishedMix(gradeMix(counts.east), (code) => hidden.has(cellKey(["east", code])));
    expect(mix.grades.outstanding).toEqual({ standing: "hidden", of: "Outstanding" });
    const shown = Object.values(mix.grades).filter(({ standing }) => standing !== "hidden");
    expect(shown.length).toBeGreaterThan(0);
    expect(mix.segments).toEqual([]);
  });

  test("a mix with nothing hidden is as it was", () => {
    const mix = gradeMix(counts.west, { exact: true });
    expect(publishedMix(mix, () => false)).toEqual(mix);
  });
});

describe("an edition beside those that are out", () => {
  const edition = (small: number) =>
    linkedTable([[{ code: "a" }, { code: "b" }, { code: "all", parts: ["a", "b"] }]], (code) =>
      code === "a" ? small : 20,
    );
  const hidden = new Set([cellKey(["a"]), cellKey(["b"])]);

  test("what stayed the same is one cell, hidden or shown as it was; what changed is another", () => {
    const { cells, sums, keyOf } = besideEditions(edition(4), [{ ...edition(3), hidden }]);
    expect(cells.map(({ count, publishedAs }) => [count, publishedAs])).toEqual([
      [3, "hidden"],
      [20, "hidden"],
      [23, "shown"],
      [4, undefined],
      [24, undefined],
    ]);
    expect(sums).toHaveLength(2);
    expect(cells.find(({ key }) => key === keyOf(cellKey(["a"])))?.count).toBe(4);
  });

  test("an edition without a change adds nothing", () => {
    const { cells, sums } = besideEditions(edition(3), [{ ...edition(3), hidden }]);
    expect([cells.length, sums.length]).toEqual([3, 1]);
  });

  test("what one edition showed is not hidden by a later one", () => {
    const out = [
      { ...edition(3), hidden: new Set<string>() },
      { ...edition(3), hidden },
    ];
    const { cells } = besideEditions(edition(3), out);
    expect(cells.map(({ publishedAs }) => publishedAs)).toEqual(["shown", "shown", "shown"]);
  });
});
