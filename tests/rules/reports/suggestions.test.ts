import { describe, expect, it } from "vitest";
import { figureOf } from "~/rules/reports/figure";
import { askedFor, fieldsOfDrafts, suggestActions } from "~/rules/reports/suggestions";

const area = (code: string, good: number, of: number) => ({
  code,
  name: code.charAt(0).toUpperCase() + code.slice(1),
  good: figureOf("Good or above", good, of),
});
const theme = (name: string, audits: number) => ({
  theme: name,
  name,
  audits: figureOf(name, audits, 9),
  texts: [],
});
const about = { whose: "Willow", from: "2023-11", month: "2024-01" };

describe("What a report suggests to act on", () => {
  const suggestions = suggestActions({
    ...about,
    areas: [
      area("assessment", 6, 9),
      area("supervision", 3, 9),
      area("impact", 9, 9),
      area("planning", 0, 4),
      area("recording", 4, 8),
      area("visits", 8, 9),
    ],
    developments: [theme("Analysis", 4), { ...theme("", 3), theme: null }, theme("Delay", 1)],
  });

  it("is the weakest areas with enough audits, and what was named more than once", () => {
    expect(suggestions.map(({ key }) => key)).toEqual([
      "area-supervision",
      "area-recording",
      "area-assessment",
      "theme-Analysis",
    ]);
  });

  it("comes with its figure, and a draft of an action for the area", () => {
    expect(suggestions[0]).toMatchObject({
      words: "3 of 9 (33%) Good or above, since November 2023",
      draft: {
        area: "supervision",
        why: "Since November 2023, 3 of 9 audits of Willow were Good or above in supervision (33%). Nine audits are few: indicative only.",
      },
    });
    for (const { draft } of suggestions) expect(Math.max(...lengths(draft))).toBeLessThan(1000);
  });

  it("is asked for by its key, each once, and nothing else is", () => {
    const keys = ["theme-Analysis", "area-none", "theme-Analysis", "area-recording"];
    expect(askedFor(suggestions, keys).map(({ key }) => key)).toEqual([
      "theme-Analysis",
      "area-recording",
    ]);
  });
});

const lengths = (draft: object) => Object.values(draft).map((text: string) => text.length);

describe("Drafts in a form", () => {
  const draft = (what: string) => ({ what, why: "", area: "", successMeasure: "" });
  it.each<[string[], number[], Record<string, string>]>([
    [["a"], [], { 0: "a" }],
    [["a", "b"], [], { 0: "a", 1: "b" }],
    [["a", "b"], [0], { 1: "a", 2: "b" }],
    [["a", "b"], [0, 1], { 2: "a" }],
    [["a"], [0, 1, 2], {}],
    [[], [], {}],
  ])("%j, with words in %j, stand in %j", (drafts, written, placed) => {
    const fields = fieldsOfDrafts(drafts.map(draft), (n) => !written.includes(n), 3);
    expect(fields).toEqual(
      Object.fromEntries(Object.entries(placed).map(([n, what]) => [n, draft(what)])),
    );
  });
});
