import { describe, expect, it } from "vitest";
import { answeredTotal, countPromptAnswers, promptsGiven } from "~/rules/reports/prompt-counts";
import type { Prompt } from "~/rules/tools/tools";
import { smallTool } from "../../support/small-tool";

const prompts: Prompt[] = [
  { code: "seen", text: "Was the child seen?" },
  { code: "how", text: "How often?", shownIf: { prompt: "seen", answers: ["yes"] } },
  { code: "told", text: "What was said?", answer: "text" },
];
const [first] = smallTool.areas;
if (!first) throw new Error("The tool has no area");
const tool = { ...smallTool, areas: [{ ...first, code: "visits", prompts }] };
const field = (code: string) => `area.visits.prompt.${code}`;

describe("The answers to prompts that count", () => {
  it.each<[string, Record<string, string>, [string, string][]]>([
    ["are those of the scale", { seen: "partly", told: "yes" }, [["seen", "partly"]]],
    ["are none where nothing was typed", {}, []],
    ["are none that the scale lacks", { seen: "often" }, []],
    [
      "are of prompts that are shown",
      { seen: "yes", how: "no" },
      [
        ["seen", "yes"],
        ["how", "no"],
      ],
    ],
    [
      "and of no others, though they were answered before",
      { seen: "no", how: "no" },
      [["seen", "no"]],
    ],
  ])("%s", (_, typed, expected) => {
    const fields = Object.entries(typed).map(([code, value]) => [field(code), value]);
    expect(
      promptsGiven(tool, { ...Object.fromEntries(fields), "area.other.prompt.seen": "yes" }),
    ).toEqual(expected.map(([prompt, answer]) => ({ area: "visits", prompt, answer })));
  });

  it("are added up, and what does not apply says nothing of the work", () => {
    const counts = countPromptAnswers(
      [
        { area: "visits", prompt: "seen", answer: "yes", count: 3 },
        { area: "visits", prompt: "how", answer: "yes", count: 2 },
        { area: "visits", prompt: "how", answer: "not-applicable", count: 4 },
        { area: "plan", prompt: "seen", answer: "no", count: 9 },
      ],
      ({ area }) => area === "visits",
    );
    expect(counts).toEqual({ yes: 5, partly: 0, no: 0, "not-applicable": 4 });
    expect(answeredTotal(counts)).toBe(5);
  });
});
