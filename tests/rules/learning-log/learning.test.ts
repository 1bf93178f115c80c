import { describe, expect, it } from "vitest";
import {
  type FindingStanding,
  learningReference,
  mayBeFiled,
  mostSuggested,
  suggestLearning,
  tellingWords,
} from "~/rules/learning-log/learning";

const learning = (
  id: string,
  what: string,
  theme: string | null = null,
  area: string | null = null,
) => ({
  ...{ id, what, theme, area },
});

const log = [
  learning("chronology", "Chronologies are not kept up to date or used in analysis"),
  learning("fathers", "Fathers and male carers are left out of assessments", "fathers"),
  learning("strategy", "Strategy meetings are held late and without health", null, "assessment"),
  learning("supervision", "Supervision does not test the plan", null, "supervision"),
];

describe("Which learning a finding is suggested for", () => {
  it.each([
    ["a word in another form", "The chronology was out of date", null, null, ["chronology"]],
    ["capitals, accents and apostrophes", "FÁTHER’S views are absent", null, null, ["fathers"]],
    [
      "the same theme without a word in common",
      "Uncles were never asked",
      "fathers",
      null,
      ["fathers"],
    ],
    ["an area alone is too little", "Written in the third person", null, "supervision", []],
    ["an area and a rare word", "The plan drifted", null, "supervision", ["supervision"]],
    ["nothing in common", "Life story work is warm", null, null, []],
    ["words that say nothing", "The child and their team were well", null, null, []],
    [
      "the likelier one first",
      "Strategy meetings came late; the chronology was thin",
      null,
      null,
      ["strategy", "chronology"],
    ],
  ])("%s", (_, text, theme, area, expected) => {
    expect(suggestLearning({ text, theme, area }, log).map(({ id }) => id)).toEqual(expected);
  });

  it("weighs a word the less, the more of the log has it", () => {
    const plans = [
      ...Array.from({ length: 8 }, (_, n) =>
        learning(`plan-${n}`, `Plans lack part ${"abcdefgh"[n]}x`),
      ),
      learning("contingency", "Contingency plans are missing"),
    ];
    const [first] = suggestLearning(
      { text: "No contingency in plans", theme: null, area: null },
      plans,
    );
    expect(first?.id).toBe("contingency");
  });

  it("stops at a handful", () => {
    const many = Array.from({ length: 30 }, (_, n) =>
      learning(`${n}`, "Visits to children", "visits"),
    );
    expect(suggestLearning({ text: "Visits", theme: "visits", area: null }, many)).toHaveLength(
      mostSuggested,
    );
  });

  it("finds nothing in an empty log", () => {
    expect(suggestLearning({ text: "Visits", theme: "visits", area: null }, [])).toEqual([]);
  });
});

describe("The words that tell what a text is about", () => {
  it("are its rarer ones, each once, without endings", () => {
    expect([
      ...tellingWords("Assessments: an assessment of the children’s needs, assessed"),
    ]).toEqual(["assessment", "assess"]);
  });
});

describe("What may be filed", () => {
  const finding = (more: Partial<FindingStanding>): FindingStanding => ({
    ...{ auditState: null, exerciseKind: "core", exerciseState: "auditing" },
    ...more,
  });
  it.each([
    ["an audit that is final", finding({ auditState: "final" }), true],
    ["an audit that is submitted", finding({ auditState: "submitted" }), false],
    ["an audit at the panel", finding({ auditState: "at-panel", exerciseState: "closed" }), false],
    ["a withdrawn audit", finding({ auditState: "withdrawn" }), false],
    ["what the panel named", finding({}), true],
    ["an open dip sample", finding({ exerciseKind: "dip-sample" }), false],
    ["a closed dip sample", finding({ exerciseKind: "dip-sample", exerciseState: "closed" }), true],
    [
      "a closed thematic audit",
      finding({ exerciseKind: "thematic", exerciseState: "closed" }),
      true,
    ],
  ])("%s", (_, standing, may) => {
    expect(mayBeFiled(standing)).toBe(may);
  });
});

it("A learning is called by its number", () => {
  expect(learningReference(42)).toBe("L-0042");
});
