import { describe, expect, it } from "vitest";
import { startedFrom } from "~/forms/responses";
import { figureOf } from "~/rules/reports/figure";
import { suggestActions } from "~/rules/reports/suggestions";

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
});

const lengths = (draft: object) => Object.values(draft).map((text: string) => text.length);

describe("A draft in a form", () => {
  const draft = { what: "a", why: "b", area: "", successMeasure: "c" };
  const typed = { what: "mine", ownerId: "", dueOn: { day: "1", month: "", year: "" } };
  const empty = { what: "", ownerId: "", dueOn: { day: "", month: "", year: "" } };
  it.each<[object, number | null]>([
    [{}, 0],
    [{ actions: { 0: empty } }, 0],
    [{ actions: { 0: typed } }, 1],
    [{ actions: { 0: empty, 1: typed } }, 0],
    // A date that was begun is something typed.
    [{ actions: { 0: { ...empty, dueOn: { day: "4", month: "", year: "" } } } }, 1],
    [{ actions: { 0: typed, 1: typed, 2: typed } }, null],
  ])("of %j stands at %j, and all else stays", (form, place) => {
    const before = { comment: "Kept", answer: "none-needed", noneNeededReason: "Kept", ...form };
    const begun = startedFrom(before, draft);
    if (place === null) return expect(begun).toBeNull();
    expect(begun?.place).toBe(place);
    const actions = ("actions" in form ? form.actions : {}) as Record<number, object>;
    expect(begun?.typed).toEqual({
      ...before,
      answer: "actions",
      actions: { ...actions, [place]: { ...actions[place], ...draft } },
    });
  });
});
