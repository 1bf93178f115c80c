/** What the prompts of a practice area ask, when they are shown, and what a hidden one keeps. */
import { describe, expect, it } from "vitest";
import { contentFromAnswers } from "~/rules/audits/content";
import { readyToSubmit, sectionState } from "~/rules/audits/readiness";
import { readDefinition, toolDefinitionSchema } from "~/rules/tools/definition";
import { answerInWords, answerOf, conditionInWords, shownPrompts } from "~/rules/tools/prompts";
import type { Prompt, ToolDefinition } from "~/rules/tools/tools";
import { coreV1 } from "~db/tools/core-v1";
import { coreV2 } from "~db/tools/core-v2";
import { dipSampleTemplate } from "~db/tools/dip-sample";
import { thematicTemplate } from "~db/tools/thematic";
import { completeAnswers, smallTool } from "../../support/small-tool";

const seen: Prompt = { code: "seen", text: "Was the child seen?" };
const why: Prompt = {
  code: "why",
  text: "Why not?",
  answer: "choice",
  choices: [
    { code: "away", name: "Away from home" },
    { code: "refused", name: "Access was refused" },
  ],
  shownIf: { prompt: "seen", answers: ["no", "partly"] },
};
const done: Prompt = {
  code: "done",
  text: "What was done about it?",
  answer: "text",
  required: true,
  shownIf: { prompt: "why", answers: ["refused"] },
};
const shown = (prompts: Prompt[], kept: Record<string, string>) =>
  shownPrompts(prompts, (code) => kept[code] ?? "").map(({ code }) => code);

describe("shown only if", () => {
  const chain = [seen, why, done];

  it.each<[Record<string, string>, string[]]>([
    [{}, ["seen"]],
    [{ seen: "yes" }, ["seen"]],
    [{ seen: "no" }, ["seen", "why"]],
    [{ seen: "partly", why: "away" }, ["seen", "why"]],
    [{ seen: "no", why: "refused" }, ["seen", "why", "done"]],
    // Answered before its own prompt was hidden: kept, and neither it nor what follows is shown.
    [{ seen: "yes", why: "refused", done: "A second visit" }, ["seen"]],
    // A code that is none of its answers counts as not answered.
    [{ seen: "never" }, ["seen"]],
  ])("of %j shows %j", (kept, codes) => {
    expect(shown(chain, kept)).toEqual(codes);
  });

  it("stays hidden in a circle, and when it points nowhere", () => {
    const circle: Prompt[] = [
      { ...seen, shownIf: { prompt: "why", answers: ["away"] } },
      { ...why, shownIf: { prompt: "seen", answers: ["no"] } },
      { ...done, shownIf: { prompt: "done", answers: ["x"] } },
    ];
    expect(shown(circle, { seen: "no", why: "away", done: "x" })).toEqual([]);
    expect(shown([why], { seen: "no" })).toEqual([]);
  });

  it("is said in words", () => {
    expect(conditionInWords(why, chain)).toBe("Shown if “Was the child seen?” is no or partly");
    expect(conditionInWords(done, chain)).toBe("Shown if “Why not?” is access was refused");
    expect(conditionInWords(seen, chain)).toBe("");
  });
});

describe("an answer", () => {
  it.each<[Partial<Prompt>, string, string | null, string]>([
    [{}, "partly", "partly", "Partly"],
    [{}, "2", null, "2"],
    [{ answer: "date" }, "2024-04-05", "2024-04-05", "5 April 2024"],
    [{ answer: "date" }, "2024-02-30", null, "2024-02-30"],
    [{ answer: "number" }, "-4.5", "-4.5", "-4.5"],
    [{ answer: "number" }, "four", null, "four"],
    [{ answer: "text" }, "yes", "yes", "yes"],
    [{ answer: "text" }, "  ", null, "  "],
    [{ answer: "choice", choices: [{ code: "a", name: "Apple" }] }, "a", "a", "Apple"],
    [{ answer: "choice", choices: [{ code: "a", name: "Apple" }] }, "yes", null, "yes"],
  ])("to %j of %j counts as %j and is shown as %j", (type, kept, answer, words) => {
    const prompt = { ...seen, ...type };
    expect(answerOf(prompt, kept)).toBe(answer);
    expect(answerInWords(prompt, kept)).toBe(words);
  });
});

describe("what the form asks of its auditor", () => {
  const [contact, assessment, plo] = smallTool.areas;
  if (!contact || !assessment || !plo) throw new Error("The small tool has three areas");
  const tool: ToolDefinition = {
    ...smallTool,
    areas: [contact, { ...assessment, prompts: [seen, why, done] }, { ...plo, graded: false }],
  };
  const field = (code: string) => `area.assessment.prompt.${code}`;
  const content = (answers: Record<string, string>) => contentFromAnswers(answers, tool);
  const problems = (answers: Record<string, string>) =>
    readyToSubmit(content({ ...completeAnswers, ...answers }), tool);

  it("names a required prompt, only while it is shown", () => {
    expect(problems({})).toEqual([]);
    const asked = { [field("seen")]: "no", [field("why")]: "refused" };
    expect(problems(asked)).toEqual([
      { where: field("done"), message: "Answer “What was done about it?”" },
    ]);
    expect(problems({ ...asked, [field("done")]: "A second visit the same day" })).toEqual([]);
    expect(problems({ ...asked, [field("seen")]: "yes" })).toEqual([]);
  });

  it("leaves a hidden answer out of what its readers see, and has it again once it is shown", () => {
    const typed = { [field("seen")]: "yes", [field("why")]: "away", [field("why.note")]: "Wales" };
    expect(content(typed).areas.assessment?.prompts).toEqual({
      seen: { answer: "yes", note: "" },
    });
    const back = content({ ...typed, [field("seen")]: "no" }).areas.assessment?.prompts;
    expect(back?.why?.answer).toBe("away");
  });

  it("asks no grade of an area that is not graded, nor takes one", () => {
    const without = { "area.plo.grade": "", "area.plo.rationale": "" };
    expect(problems(without)).toEqual([]);
    expect(content(completeAnswers).areas.plo?.judgement).toBeNull();
    expect(content(completeAnswers).areas.assessment?.judgement).toBe("good");
  });

  it("calls an empty area that asks for nothing optional, not complete", () => {
    expect(sectionState("area.plo.", {}, [], true)).toBe("optional");
    expect(sectionState("area.plo.", { "area.plo.commentary": "Kind" }, [], true)).toBe("complete");
    expect(sectionState("area.assessment.", {}, [])).toBe("complete");
    const missing = [{ where: field("done"), message: "Answer it" }];
    expect(sectionState("area.assessment.", {}, missing, true)).toBe("not-started");
  });
});

describe("a stored definition", () => {
  it.each([coreV1, coreV2, thematicTemplate, dipSampleTemplate].map((tool) => [tool.name, tool]))(
    "from before prompts had types reads as it was: %s",
    (_name, tool) => {
      const old = JSON.stringify(tool);
      expect(readDefinition(old)).toEqual(JSON.parse(old));
    },
  );

  it("is refused when it is damaged, and loses what today's form doesn't know", () => {
    expect(() =>
      readDefinition(JSON.stringify({ ...smallTool, areas: [{ code: "x" }] })),
    ).toThrow();
    expect(() => readDefinition("{")).toThrow();
    const later = toolDefinitionSchema.parse({ ...smallTool, weights: [1, 2] });
    expect(later).not.toHaveProperty("weights");
  });
});
