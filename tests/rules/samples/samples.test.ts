import { describe, expect, it } from "vitest";
import type { Actor } from "~/rules/access/people";
import { caveatOf, countInWords } from "~/rules/reports/figure-words";
import {
  type CaseAnswers,
  codeQuestions,
  isCaseComplete,
  listUnanswered,
  servicesToPlanFor,
  tallyAnswers,
  tallyInWords,
} from "~/rules/samples/samples";
import type { QuestionAnswer } from "~/rules/tools/tools";

const questions = [
  { code: "proportionate", text: "Was it proportionate?" },
  { code: "recorded", text: "Was it recorded?" },
];

const repeat = (times: number, answers: CaseAnswers): CaseAnswers[] =>
  Array.from({ length: times }, () => answers);

const one = (...counts: [QuestionAnswer | null, number][]) => {
  const cases = counts.flatMap(([answer, n]) => repeat(n, { proportionate: answer }));
  const [tally] = tallyAnswers(questions.slice(0, 1), cases);
  if (!tally) throw new Error("No tally");
  return tally;
};

describe("Counting answers", () => {
  it("leaves not applicable and unanswered out of what the share is of", () => {
    const tally = one(["met", 7], ["partly", 4], ["not-met", 4], ["not-applicable", 2], [null, 1]);
    expect(tally).toMatchObject({
      met: { of: "Met", count: 7, base: 15, share: 47, standing: "final" },
      partly: { count: 4, base: 15 },
      "not-met": { count: 4, base: 15 },
      "not-applicable": { count: 2, base: 18 },
      unanswered: { count: 1, base: 18 },
    });
    expect(tally.segments.map(({ code, to }) => [code, to])).toEqual([
      ["met", 700 / 15],
      ["partly", 1100 / 15],
      ["not-met", 100],
    ]);
  });

  it.each<[string, [QuestionAnswer | null, number][], string]>([
    [
      "the published strategy meetings",
      [
        ["met", 7],
        ["partly", 4],
        ["not-met", 4],
      ],
      "Met in 7 of 15 (47%), partly in 4, not met in 4",
    ],
    ["every case met", [["met", 15]], "Met in 15 of 15 (100%)"],
    [
      "five, the first with a percentage",
      [
        ["met", 3],
        ["partly", 2],
      ],
      "Met in 3 of 5 (60%), partly in 2",
    ],
    [
      "four, counts alone",
      [
        ["met", 3],
        ["not-met", 1],
      ],
      "Met in 3 of 4, not met in 1",
    ],
    [
      "the rest said after",
      [
        ["met", 9],
        ["not-met", 1],
        ["not-applicable", 3],
        [null, 2],
      ],
      "Met in 9 of 10 (90%), not met in 1; not applicable in 3; not answered in 2",
    ],
    [
      "nothing that applied",
      [
        ["not-applicable", 3],
        [null, 1],
      ],
      "Not applicable in 3, not answered in 1",
    ],
    ["no case at all", [], "No answers yet"],
  ])("says %s", (_, counts, words) => {
    expect(tallyInWords(one(...counts))).toBe(words);
  });

  it("says where a count is hidden", () => {
    const tally = one(["met", 7], ["partly", 1]);
    const hidden = { standing: "hidden", of: "Partly met" } as const;
    expect(tallyInWords({ ...tally, partly: hidden })).toBe(
      "Met in 7 of 8 (88%), partly in hidden",
    );
  });

  it.each([
    [0, ""],
    [1, "too few for a percentage"],
    [4, "too few for a percentage"],
    [5, "indicative only"],
    [9, "indicative only"],
    [10, ""],
  ])("says of %i: %s", (base, words) => {
    expect(caveatOf(one(["met", base]).met)).toBe(words);
  });

  it("keeps questions apart and in order", () => {
    const tallies = tallyAnswers(questions, [
      { proportionate: "met", recorded: "not-met" },
      { proportionate: "partly" },
    ]);
    expect(
      tallies.map((t) => [t.code, ...[t.met, t["not-met"], t.unanswered].map(countInWords)]),
    ).toEqual([
      ["proportionate", "1", "0", "0"],
      ["recorded", "0", "1", "1"],
    ]);
  });
});

describe("What is left to answer", () => {
  it("is nothing once every question has an answer, not applicable among them", () => {
    expect(isCaseComplete(questions, { proportionate: "met", recorded: "not-applicable" })).toBe(
      true,
    );
    expect(isCaseComplete(questions, { proportionate: "met", recorded: null })).toBe(false);
    expect(isCaseComplete(questions, {})).toBe(false);
  });

  it("names each open cell, and the cases nobody has looked at", () => {
    const open = listUnanswered(questions, [
      { reference: "DB-1", answers: { proportionate: "met", recorded: "met" } },
      { reference: "DB-2", answers: { proportionate: "met", recorded: null } },
      { reference: "DB-3", answers: {} },
    ]);
    expect(open).toEqual([
      { reference: "DB-2", questions: ["Was it recorded?"], all: false },
      { reference: "DB-3", questions: ["Was it proportionate?", "Was it recorded?"], all: true },
    ]);
  });
});

describe("Question codes", () => {
  it("stay where they are and are made of the words where there are none", () => {
    const coded = codeQuestions([
      { code: "kept", text: "Changed words" },
      { code: "", text: "Was it Siân’s plan?" },
      { code: "", text: "Was it Siân’s plan?" },
      { code: "", text: "???" },
    ]);
    expect(coded.map((q) => q.code)).toEqual([
      "kept",
      "was-it-sian-s-plan",
      "was-it-sian-s-plan-2",
      "question",
    ]);
  });

  it("are never used twice", () => {
    const coded = codeQuestions([
      { code: "", text: "Kept" },
      { code: "kept", text: "A" },
      { code: "kept", text: "B" },
    ]);
    expect(new Set(coded.map((q) => q.code)).size).toBe(3);
    expect(coded[1]?.code).toBe("kept");
  });
});

describe("Planning a dip sample", () => {
  const actor = (grants: Actor["grants"]): Actor => ({
    id: "p",
    name: "P",
    email: "",
    teamId: null,
    grants,
  });
  it.each<[string, Actor["grants"], "all" | string[]]>([
    ["a QA lead: any service", [{ role: "qa-lead", reach: "all" }], "all"],
    [
      "a service manager: their own",
      [{ role: "service-manager", reach: "service", serviceId: "s1" }],
      ["s1"],
    ],
    ["a leader: none", [{ role: "leader", reach: "all" }], []],
  ])("%s", (_, grants, expected) => {
    expect(servicesToPlanFor(actor(grants))).toEqual(expected);
  });
});
