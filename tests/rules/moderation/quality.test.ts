import { describe, expect, it } from "vitest";
import {
  answeredQuality,
  blindQuestions,
  qualityFromObject,
  qualityQuestions,
  revealedQuestions,
  withQuestions,
} from "~/rules/moderation/quality";
import { usualQuestions } from "~/rules/tools/audit-quality";

const own = [
  { code: "plan-read", text: "Was the plan read?", afterReveal: false },
  { code: "evidence-complete", text: "Is enough written down?", afterReveal: true },
];

describe("the questions about an audit itself", () => {
  it("are the tool’s, or the usual five, each asked blind or once the reasons are seen", () => {
    expect(qualityQuestions({})).toEqual(usualQuestions);
    const codes = (all: readonly { code: string }[]) => all.map(({ code }) => code);
    expect(codes(blindQuestions({}))).toEqual([
      "evidence-complete",
      "voices-heard",
      "actions-right",
    ]);
    expect(codes(revealedQuestions({}))).toEqual(["conclusion-follows", "judgement-explained"]);
    expect(codes(blindQuestions({ auditQuality: own }))).toEqual(["plan-read"]);
    expect(codes(revealedQuestions({ auditQuality: own }))).toEqual(["evidence-complete"]);
  });

  it("keep the words they were asked in, whatever is asked later", () => {
    const answers = {
      "evidence-complete": { answer: "met", note: "" },
      "plan-read": { answer: "partly", note: "Half of it" },
    } as const;
    const kept = qualityFromObject(JSON.parse(JSON.stringify(withQuestions(answers, own))));
    const later = {
      auditQuality: [{ code: "plan-read", text: "Other words", afterReveal: false }],
    };
    expect(answeredQuality(kept, later)).toEqual([
      { code: "plan-read", text: "Was the plan read?", answer: "partly", note: "Half of it" },
      { code: "evidence-complete", text: "Is enough written down?", answer: "met", note: "" },
    ]);
  });

  it("are worded as the list has them where an answer was kept without words, and left out while open", () => {
    const kept = qualityFromObject({
      "actions-right": { answer: "not-met", note: "No dates" },
      "voices-heard": { answer: "", note: "Half a thought" },
      unknown: { answer: "met", note: "" },
    });
    expect(answeredQuality(kept, {})).toEqual([
      {
        code: "actions-right",
        text: "Are the actions specific and right?",
        answer: "not-met",
        note: "No dates",
      },
    ]);
  });
});
