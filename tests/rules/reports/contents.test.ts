import { describe, expect, it } from "vitest";
import {
  type CoverageAudit,
  changesInWords,
  concernsInWords,
  coverageOf,
  durationInWords,
  groupByTheme,
  panelChanges,
  type ReportFinding,
  selectedInWords,
  summariseConcerns,
} from "~/rules/reports/contents";
import { figureOf } from "~/rules/reports/figure";

describe("Themes", () => {
  const finding = (auditId: string, theme: string | null, text: string): ReportFinding => ({
    kind: "strength",
    area: null,
    theme,
    text,
    auditId,
  });

  it("are counted in audits, the most frequent first, each text once", () => {
    const findings = [
      finding("a", "voice", "She is quoted."),
      finding("a", "voice", "He drew a map."),
      finding("b", "plans", "Short plan."),
      finding("c", "plans", "Short plan."),
      finding("c", null, "Kind."),
      { ...finding("c", "plans", "Drift."), kind: "development" as const },
    ];
    const names = new Map([["voice", "The child's voice"]]);
    const found = (name: string, count: number) => figureOf(name, count, 3);
    expect(groupByTheme(findings, "strength", names)).toEqual([
      { theme: "plans", name: "plans", audits: found("plans", 2), texts: ["Short plan."] },
      { theme: null, name: "No theme named", audits: found("No theme named", 1), texts: ["Kind."] },
      {
        theme: "voice",
        name: "The child's voice",
        audits: found("The child's voice", 1),
        texts: ["She is quoted.", "He drew a map."],
      },
    ]);
  });
});

describe("Coverage", () => {
  const audit = (id: string, more: Partial<CoverageAudit> = {}): CoverageAudit => ({
    id,
    teamId: "t",
    state: "final",
    origin: "drawn",
    previousAuditId: null,
    dueOn: "2024-01-31",
    submittedAt: "2024-01-31T23:30:00.000Z",
    ...more,
  });

  it.each<[string, CoverageAudit[], number[]]>([
    ["on the day it is due, in London", [audit("a")], [1, 0, 0, 1, 0]],
    ["a day late", [audit("a", { submittedAt: "2024-02-01T00:30:00.000Z" })], [1, 0, 0, 1, 1]],
    [
      "half past midnight in a British summer is the next day",
      [audit("a", { dueOn: "2024-06-30", submittedAt: "2024-06-30T23:30:00.000Z" })],
      [1, 0, 0, 1, 1],
    ],
    [
      "not in, before its date",
      [audit("a", { state: "started", submittedAt: null, dueOn: "2024-03-01" })],
      [1, 0, 0, 0, 0],
    ],
    [
      "not in, after its date",
      [audit("a", { state: "started", submittedAt: null })],
      [1, 0, 0, 0, 1],
    ],
    [
      "swapped: one out, one in",
      [
        audit("a", { state: "withdrawn", submittedAt: null }),
        audit("b", { origin: "swapped", previousAuditId: "a" }),
      ],
      [1, 1, 0, 1, 0],
    ],
    [
      "withdrawn for good",
      [audit("a", { state: "withdrawn", submittedAt: null })],
      [1, 0, 1, 0, 0],
    ],
    ["a re-audit is none of the sample", [audit("a", { origin: "re-audit" })], [0, 0, 0, 0, 0]],
  ])("counts an audit %s", (_, audits, counts) => {
    const { drawn, swapped, withdrawn, completed, late } = coverageOf(audits, "2024-02-20");
    expect([drawn, swapped, withdrawn, completed, late]).toEqual(counts);
  });
});

describe("What the panel changed", () => {
  it("is counted by direction, and apart where one side carries no grade", () => {
    expect(
      panelChanges([
        { area: "planning", from: "good", to: "good", count: 5 },
        { area: "planning", from: "good", to: "requires-improvement", count: 2 },
        { area: "planning", from: "inadequate", to: "good", count: 1 },
        { area: "planning", from: "not-applicable", to: "good", count: 1 },
      ]),
    ).toEqual({ same: 5, higher: 1, lower: 2, other: 1 });
  });

  it.each([
    [[0, 0, 0, 0], "none decided yet"],
    [[3, 0, 0, 0], "3 confirmed"],
    [[5, 1, 2, 1], "5 confirmed, 1 raised, 2 lowered, 1 changed to or from no grade"],
  ])("is said of %j", ([same = 0, higher = 0, lower = 0, other = 0], words) => {
    expect(changesInWords({ same, higher, lower, other })).toBe(words);
  });

  it.each([
    [12, 53, [11, 15, true], "12 of 53 audits went to the panel, within the range of 11 to 15"],
    [9, 53, [11, 15, true], "9 of 53 audits went to the panel, below the range of 11 to 15"],
    [16, 53, [11, 15, true], "16 of 53 audits went to the panel, above the range of 11 to 15"],
    [1, 5, [1, 1, true], "1 of 5 audits went to the panel, within the range of 1"],
    [1, 1, [1, 0, false], "1 of 1 audit went to the panel, within the range of 1"],
  ] as const)("came of %i of %i audits", (selected, audits, [min, max, feasible], words) => {
    const range = { min, max, feasible, from: 20, to: 30 };
    expect(selectedInWords(selected, audits, range)).toBe(`${words} (20 to 30%).`);
  });

  it("came of no audit before there is one", () => {
    const range = { min: 0, max: 0, feasible: true, from: 20, to: 30 };
    expect(selectedInWords(0, 0, range)).toBe("0 of 0 audits went to the panel.");
  });
});

describe("Concerns", () => {
  const now = new Date("2024-04-15T08:00:00.000Z");
  const concern = (minutes: number | null) => ({
    raisedAt: "2024-04-12T09:00:00.000Z",
    dueAt: "2024-04-12T16:00:00.000Z",
    acknowledgedAt:
      minutes === null
        ? null
        : new Date(Date.parse("2024-04-12T09:00:00.000Z") + minutes * 60_000).toISOString(),
  });

  it.each([
    [[], "None was raised."],
    [[55], "1 raised, 1 acknowledged, none late. It took 55 minutes."],
    [
      [10, 20],
      "2 raised, 2 acknowledged, none late. Half took 15 minutes or less; the longest took 20 minutes.",
    ],
    [
      [10, 500, 20],
      "3 raised, 3 acknowledged, 1 late. Half took 20 minutes or less; the longest took 8 hours 20 minutes.",
    ],
    [[null, 10], "2 raised, 1 acknowledged, 1 late. It took 10 minutes."],
    [[null], "1 raised, 0 acknowledged, 1 late."],
  ])("acknowledged after %j minutes", (minutes, words) => {
    expect(concernsInWords(summariseConcerns(minutes.map(concern), now))).toBe(words);
  });

  it("say nothing of how many or how long where that is hidden", () => {
    const hidden = { standing: "hidden", of: "Acknowledged" } as const;
    const summary = summariseConcerns([concern(55)], now);
    expect(concernsInWords({ ...summary, acknowledged: hidden })).toBe("Hidden: small numbers.");
  });

  it.each([
    [0, "0 minutes"],
    [1, "1 minute"],
    [60, "1 hour"],
    [125, "2 hours 5 minutes"],
    [4385, "3 days 1 hour"],
    [1445, "1 day"],
  ])("%i minutes in words", (minutes, words) => {
    expect(durationInWords(minutes)).toBe(words);
  });
});
