import { describe, expect, test } from "vitest";
import type { Report } from "~/rules/reports/blocks";
import { changesBetween, editionName } from "~/rules/reports/editions";
import { figureOf } from "~/rules/reports/figure";
import { fillNarrative, numbersTyped, unknownFigures } from "~/rules/reports/narrative";

const reportOf = (
  rows: readonly (readonly [string, number, number])[],
  words = "As before.",
): Report => ({
  title: "Core audit cycle",
  caption: "Cycle report",
  lead: "",
  standing: "final",
  about: [],
  blocks: [
    { kind: "text", text: words },
    {
      kind: "table",
      name: "areas",
      caption: "Areas",
      columns: [
        { name: "area", header: "Area", kind: "text" },
        { name: "good", header: "Good", kind: "share" },
      ],
      rows: rows.map(([name, count, base]) => [name, { figure: figureOf("Good", count, base) }]),
    },
  ],
  data: null,
});

/** What teams promised: words, and a day. */
const promisesOf = (rows: readonly (readonly [string, string, string, string])[]): Report => ({
  ...reportOf([]),
  blocks: [
    {
      kind: "table",
      name: "promises",
      caption: "Promises",
      columns: [
        { name: "team", header: "Team", kind: "text" },
        { name: "what", header: "Action", kind: "text" },
        { name: "state", header: "State", kind: "text" },
        { name: "due", header: "Due", kind: "date" },
      ],
      rows: rows.map(([team, what, state, on]) => [team, what, state, { on }]),
    },
  ],
});

describe("what an edition changes", () => {
  test("names a row by its first cell, or by as many as tell it from the others", () => {
    const one = promisesOf([["Willow", "Read plans", "Open", "2024-04-05"]]);
    const late = promisesOf([["Willow", "Read plans", "Overdue", "2024-04-06"]]);
    expect(changesBetween(one, late)).toEqual([
      "Promises: Willow, State, from Open to Overdue",
      "Promises: Willow, Due, from 5 April 2024 to 6 April 2024",
    ]);
    const two = promisesOf([
      ["Willow", "Read plans", "Overdue", "2024-04-05"],
      ["Willow", "Meet weekly", "Open", "2024-04-05"],
    ]);
    expect(changesBetween(one, two)).toEqual([
      "Promises: Willow, Read plans, State, from Open to Overdue",
      "Promises: Willow, Meet weekly is new",
    ]);
  });

  const before = reportOf([
    ["Assessment", 10, 20],
    ["Planning", 4, 20],
  ]);

  test.each([
    ["nothing", before, []],
    [
      "a figure and its percentage",
      reportOf([
        ["Assessment", 11, 20],
        ["Planning", 4, 20],
      ]),
      ["Areas: Assessment, Good, from 10 to 11", "Areas: Assessment, Good, %, from 50 to 55"],
    ],
    [
      "a row that came and one that left",
      reportOf([
        ["Assessment", 10, 20],
        ["Review", 1, 1],
      ]),
      ["Areas: Review is new", "Areas: Planning is no longer there"],
    ],
    [
      "the words",
      reportOf(
        [
          ["Assessment", 10, 20],
          ["Planning", 4, 20],
        ],
        "Now otherwise.",
      ),
      ["The words changed"],
    ],
  ])("is said: %s", (_, after, said) => {
    expect(changesBetween(before, after)).toEqual(said);
  });

  test("is counted where it is long", () => {
    const rows = (n: number) =>
      reportOf(Array.from({ length: 30 }, (_, at) => [`Area ${at}`, n, 40] as const));
    const said = changesBetween(rows(10), rows(20));
    expect(said).toHaveLength(13);
    expect(said.at(-1)).toBe("48 other figures changed");
  });

  test("stands under its number and whom it is for", () => {
    expect(editionName({ number: 2, audience: "publication" })).toBe("Edition 2, for publication");
  });
});

describe("the figures that words name", () => {
  const named = [
    { name: "Good or above", figure: figureOf("Good or above", 33, 53) },
    { name: "Supervision", figure: { standing: "hidden" as const, of: "Good or above" } },
  ];

  test("stand in their place, whatever the letters and spaces", () => {
    expect(fillNarrative("[good  or above] of all; supervision [SUPERVISION].", named)).toBe(
      "33 of 53 (62%) of all; supervision hidden: small numbers.",
    );
  });

  test("stay as written where the report knows none of that name, and are said", () => {
    const words = "We saw [sic] much, and [sic] [good or above].";
    expect(fillNarrative(words, named)).toContain("[sic] much");
    expect(unknownFigures(words, named)).toBe("[sic]");
    expect(unknownFigures("Nothing in brackets", named)).toBeNull();
  });
});

describe("Numbers typed into what a report says", () => {
  test.each<[string, string[]]>([
    ["Three children were seen late, and 4 were not.", ["Three", "4"]],
    ["Two of the audits were Inadequate.", ["Two"]],
    ["[Inadequate] were Inadequate.", []],
    ["On 3 March 2024, 5% and 1.5 points, 12 of 53, between 2023-4 and one day.", []],
    ["One strong theme, and four young people.", ["four"]],
  ])("%s", (words, expected) => {
    expect(numbersTyped(words)).toEqual(expected);
  });
});
