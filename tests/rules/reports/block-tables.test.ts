import { describe, expect, test } from "vitest";
import { tablesOf, valueTableOf } from "~/rules/reports/block-tables";
import type { Block, GradesBlock } from "~/rules/reports/blocks";
import { eachBlock, nameOf } from "~/rules/reports/blocks";
import { figureOf, gradeMix } from "~/rules/reports/figure";
import { noJudgements } from "~/rules/tools/grades";

const mixOf = (outstanding: number, good: number, improve: number, inadequate: number) =>
  gradeMix({
    ...noJudgements(),
    outstanding,
    good,
    "requires-improvement": improve,
    inadequate,
  });

const chart: GradesBlock = {
  kind: "grades",
  name: "practice_areas",
  title: "Grades by practice area",
  rowsAre: "Practice area",
  rows: [
    { key: "assessment", name: "Assessment", mix: mixOf(2, 31, 20, 0), beside: [{ number: 4 }] },
  ],
  beside: [{ name: "before", header: "Before", kind: "number" }],
};

describe("the tables of a report", () => {
  test("hold what each chart draws, in the order of the report", () => {
    const blocks: Block[] = [
      { kind: "section", title: "Figures", blocks: [{ kind: "text", text: "Words" }, chart] },
      {
        kind: "beside",
        blocks: [{ kind: "table", name: "other", caption: "Other", columns: [], rows: [] }],
      },
    ];
    expect(tablesOf(blocks).map(({ name }) => name)).toEqual(["practice_areas", "other"]);
    expect([...eachBlock(blocks)].map(({ block, depth }) => [block.kind, depth])).toEqual([
      ["section", 0],
      ["text", 1],
      ["grades", 1],
      ["beside", 0],
      ["table", 0],
    ]);
  });

  test("have one value to a cell, under names that stay", () => {
    const [table] = tablesOf([chart]).map(valueTableOf);
    const cells = table?.rows[0] ?? [];
    expect(
      Object.fromEntries(table?.columns.map(({ name }, at) => [name, cells[at]]) ?? []),
    ).toEqual({
      practice_area: "Assessment",
      outstanding: 2,
      outstanding_percent: 4,
      good: 31,
      good_percent: 58,
      requires_improvement: 20,
      requires_improvement_percent: 38,
      inadequate: 0,
      inadequate_percent: 0,
      good_or_above: 33,
      good_or_above_of: 53,
      good_or_above_percent: 62,
      good_or_above_reliance: "final",
      before: 4,
    });
  });

  test.each([
    ["nothing graded", figureOf("Good", 0, 0), [0, 0, { absent: "not applicable" }, "too few"]],
    [
      "too few for a percentage",
      figureOf("Good", 1, 4),
      [1, 4, { absent: "not available" }, "too few"],
    ],
    [
      "hidden",
      { standing: "hidden" as const, of: "Good" },
      [{ absent: "hidden" }, { absent: "hidden" }, { absent: "hidden" }, "hidden"],
    ],
  ])("say why there is no number: %s", (_, figure, values) => {
    const columns = [{ name: "share", header: "Share", kind: "share" as const }];
    const table = {
      kind: "table" as const,
      name: "t",
      caption: "T",
      columns,
      rows: [[{ figure }]],
    };
    expect(valueTableOf(table).rows[0]).toEqual(values);
  });

  test("keep words and dates as they are, and name what a column is called", () => {
    const columns = [
      { name: "who", header: "Who", kind: "text" as const },
      { name: "when", header: "When", kind: "date" as const },
      { name: "share", header: "Share", kind: "share" as const },
    ];
    const rows = [[{ text: "Willow", to: "/teams/1" }, { on: "2024-01-15" }, "none asked"]];
    expect(valueTableOf({ kind: "table", name: "t", caption: "T", columns, rows }).rows).toEqual([
      [
        "Willow",
        { date: "2024-01-15" },
        "none asked",
        { absent: "not applicable" },
        { absent: "not applicable" },
        { absent: "not applicable" },
      ],
    ]);
    expect(nameOf("Good or above")).toBe("good_or_above");
  });
});
