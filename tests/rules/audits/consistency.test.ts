import { describe, expect, it } from "vitest";
import { consistencyPrompts } from "~/rules/audits/consistency";
import { type AuditContent, contentFromAnswers } from "~/rules/audits/content";
import { severity } from "~/rules/tools/grades";
import { grades } from "~/rules/tools/scale";
import { completeAnswers, smallTool } from "../../support/small-tool";

const promptsOf = (
  change: Record<string, string>,
  actions: AuditContent["actions"] = [{ area: "assessment" }, { area: "plo" }],
) =>
  consistencyPrompts(
    contentFromAnswers({ ...completeAnswers, ...change }, smallTool, {
      findings: { strengths: 0, developments: 0 },
      actions,
    }),
    smallTool,
  );
const codesOf = (...input: Parameters<typeof promptsOf>) =>
  promptsOf(...input).map((prompt) => prompt.code);

describe("consistency prompts", () => {
  it("has none for an audit that hangs together", () => {
    expect(promptsOf({}, [])).toEqual([]);
  });

  it("asks about the overall grade for exactly the pairs that need it", () => {
    for (const overall of grades)
      for (const lowest of grades) {
        const codes = codesOf({
          "overall.grade": overall,
          "area.assessment.grade": lowest,
          "area.plo.grade": "outstanding",
        });
        const far = severity(lowest) - severity(overall) >= 2;
        const failing = lowest === "inadequate" && overall !== "inadequate";
        expect(codes.includes("overall-above-lowest")).toBe(far);
        expect(codes.includes("inadequate-area")).toBe(failing);
      }
  });

  it("asks nothing about an overall grade that is not given yet, nor about ungraded areas", () => {
    expect(codesOf({ "overall.grade": "", "area.assessment.grade": "inadequate" })).toEqual([]);
    expect(codesOf({ "overall.grade": "outstanding", "area.plo.grade": "not-judged" })).toEqual([]);
  });

  it("names the areas and the grades", () => {
    expect(
      promptsOf({ "area.assessment.grade": "inadequate", "area.plo.grade": "inadequate" })[0],
    ).toEqual({
      code: "overall-above-lowest",
      message:
        "Overall is Good, but Assessment and PLO work are two or more grades lower. Say why overall stands higher.",
    });
  });

  it.each([
    ["a weak area without an action", "requires-improvement", [{ area: null }], true],
    ["an action in another area", "requires-improvement", [{ area: "plo" }], true],
    ["a weak area with its action", "requires-improvement", [{ area: "assessment" }], false],
    ["a good area without an action", "good", [], false],
  ] as const)("looks for an action: %s", (_, grade, actions, asked) => {
    const codes = codesOf({ "area.assessment.grade": grade }, [...actions]);
    expect(codes.includes("weak-area-no-action")).toBe(asked);
  });

  it.each([
    ["the same words", "Analysis draws on history", true],
    ["case, spaces and full stops apart", "analysis  draws on HISTORY.", true],
    ["other words", "Analysis draws on little", false],
    ["nothing at all", "", false],
  ])("looks for a copied reason: %s", (_, rationale, asked) => {
    expect(codesOf({ "area.plo.rationale": rationale }).includes("rationale-copied")).toBe(asked);
  });

  it("lets areas that don't apply share a reason", () => {
    const same = "Analysis draws on history";
    expect(codesOf({ "area.contact.rationale": same })).toEqual([]);
    expect(
      codesOf({ "area.assessment.rationale": " ", "area.plo.rationale": " " }).includes(
        "rationale-copied",
      ),
    ).toBe(false);
  });

  it.each([
    ["declined", {}, true],
    ["not-appropriate", {}, true],
    ["obtained", {}, false],
    ["", {}, false],
    ["declined", { "voice.child-2.status": "obtained" }, false],
  ])("looks for the child's voice: %j %j", (status, other, asked) => {
    const codes = codesOf({ "voice.child.status": status, ...other });
    expect(codes.includes("no-child-voice")).toBe(asked);
  });

  it("asks about what looks like a person's name, and says where it stands", () => {
    const [prompt] = promptsOf({ "area.assessment.commentary": "Tyler Marsh was seen." });
    expect(prompt?.code).toBe("name-in-text");
    expect(prompt?.message).toContain("“Tyler Marsh” (Assessment: commentary)");
    expect(codesOf({ "voice.child.said": "Tyler Marsh is my friend" })).toEqual(["name-in-text"]);
  });
});
