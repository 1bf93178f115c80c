import { describe, expect, it } from "vitest";
import { contentFromAnswers } from "~/rules/audits/content";
import { readyToSubmit, sectionState } from "~/rules/audits/readiness";
import type { ToolDefinition } from "~/rules/tools/tools";
import { completeAnswers, smallTool } from "../../support/small-tool";

const problemsOf = (answers: Record<string, string>, tool: ToolDefinition = smallTool) =>
  readyToSubmit(contentFromAnswers(answers, tool), tool);

describe("ready to submit", () => {
  it("is, when everything is answered", () => {
    expect(problemsOf(completeAnswers)).toEqual([]);
  });

  it("lists everything in the order of the form when nothing is", () => {
    expect(problemsOf({}).map((problem) => problem.where)).toEqual([
      "voice.child.status",
      "voice.parent-1.status",
      "voice.practitioner.status",
      "area.contact.grade",
      "area.contact.rationale",
      "area.assessment.grade",
      "area.assessment.rationale",
      "area.plo.grade",
      "area.plo.rationale",
      "question.seen-alone",
      "overall.grade",
      "overall.rationale",
    ]);
  });

  it.each([
    ["area.assessment.grade", "", "Choose a grade for assessment"],
    ["area.plo.grade", "", "Choose a grade for PLO work"],
    ["area.assessment.rationale", " ", "Enter your reason for the grade for assessment"],
    ["area.contact.rationale", "", "Enter why contact and referral does not apply"],
    ["overall.grade", "", "Choose an overall grade"],
    ["overall.rationale", "", "Enter your reason for the overall grade"],
    ["voice.child.status", "", "Choose whether you heard the child"],
    ["voice.child.said", "", "Enter what the child said"],
    ["voice.parent-1.reason", "", "Enter why you did not hear the parent or carer"],
    [
      "voice.child.held-on",
      "2024--3",
      "Enter the whole date you heard the child, like 5 4 2024, or leave it empty",
    ],
    [
      "area.plo.rationale",
      "x".repeat(8001),
      "Shorten this to 8,000 characters or fewer: PLO work: reason for the grade",
    ],
    ["question.seen-alone", "", "Answer “Was the child seen alone?”"],
  ])("names %s when it is %j", (where, value, message) => {
    expect(problemsOf({ ...completeAnswers, [where]: value })).toEqual([{ where, message }]);
  });

  it("takes not judged with its reason, and not applicable only where the tool allows it", () => {
    const judged = { ...completeAnswers, "area.assessment.grade": "not-judged" };
    expect(problemsOf(judged)).toEqual([]);
    expect(problemsOf({ ...judged, "area.assessment.rationale": "" })).toEqual([
      { where: "area.assessment.rationale", message: "Enter why assessment could not be judged" },
    ]);
    expect(problemsOf({ ...completeAnswers, "area.assessment.grade": "not-applicable" })).toEqual([
      {
        where: "area.assessment.grade",
        message: "Choose a grade for assessment: it applies to every case",
      },
    ]);
  });

  it("asks after every further voice by its label", () => {
    const answers = { ...completeAnswers, "voice.parent-2.label": "Father" };
    expect(problemsOf(answers)).toEqual([
      {
        where: "voice.parent-2.status",
        message: "Choose whether you heard the parent or carer (Father)",
      },
    ]);
  });

  it("asks for a reason for each consistency prompt until it is given", () => {
    const answers = { ...completeAnswers, "area.assessment.grade": "inadequate" };
    const where = ["overall-above-lowest", "inadequate-area", "weak-area-no-action"].map(
      (code) => `prompt.${code}`,
    );
    expect(problemsOf(answers).map((problem) => problem.where)).toEqual(where);
    const reasons = Object.fromEntries(where.map((field) => [field, "Mended since"]));
    expect(problemsOf({ ...answers, ...reasons })).toEqual([]);
  });

  it("asks only what the tool asks", () => {
    const dip = { ...smallTool, areas: [], overall: null, voices: [] };
    expect(problemsOf({ "question.seen-alone": "not-met" }, dip)).toEqual([]);
  });
});

describe("the state of a section", () => {
  const state = (prefix: string, answers: Record<string, string>) =>
    sectionState(prefix, answers, problemsOf(answers));
  it.each([
    ["not-started", {}],
    ["not-started", { "area.assessment.commentary": " ", "area.plo.grade": "good" }],
    ["in-progress", { "area.assessment.commentary": "Read" }],
    ["complete", completeAnswers],
  ])("is %s", (expected, answers) => {
    expect(state("area.assessment.", answers)).toBe(expected);
  });
});
