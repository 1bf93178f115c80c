import { describe, expect, it } from "vitest";
import { agreed, compare, confirmed, gradedBefore } from "~/rules/moderation/comparison";
import type { Judgement } from "~/rules/tools/grades";

const areas = [
  { code: "contact", name: "Contact" },
  { code: "plan", name: "Planning" },
  { code: "record", name: "Recording" },
  { code: "ungiven", name: "Given by one alone" },
];

const made = (given: Record<string, Judgement>) =>
  Object.fromEntries(
    Object.entries(given).map(([code, judgement]) => [code, { judgement, reason: `Why ${code}` }]),
  );

const auditor = made({ contact: "good", plan: "good", record: "inadequate", overall: "good" });
const moderator = made({
  contact: "good",
  plan: "requires-improvement",
  record: "outstanding",
  ungiven: "good",
  overall: "good",
});

describe("the comparison of an audit’s grades", () => {
  it("has a row for what both graded, the widest difference first, with its step in words", () => {
    const rows = compare(areas, { auditor, moderator, final: {} });
    expect(rows.map(({ name, steps }) => [name, steps.moderator, steps.final])).toEqual([
      ["Recording", "Three steps up", null],
      ["Planning", "One step down", null],
      ["Contact", "Same", null],
      ["Overall", "Same", null],
    ]);
    expect(gradedBefore(rows)).toEqual({
      auditor: { record: "inadequate", plan: "good", contact: "good", overall: "good" },
      agreed: ["contact", "overall"],
    });
  });

  it("measures the final grade from the auditor’s", () => {
    const final = made({ contact: "outstanding", plan: "good", record: "good", overall: "good" });
    const rows = compare(areas, { auditor, moderator, final });
    expect(rows.map(({ code, steps }) => [code, steps.final])).toEqual([
      ["record", "Two steps up"],
      ["plan", "Same"],
      ["contact", "One step up"],
      ["overall", "Same"],
    ]);
    // Agreed and changed by the panel all the same is looked at on its own.
    expect(rows.filter(agreed.holds).map(({ code }) => code)).toEqual(["overall"]);
    expect(rows.filter(confirmed.holds).map(({ code }) => code)).toEqual(["plan", "overall"]);
  });

  it.each([
    [8, 8, "All 8 confirmed"],
    [3, 8, "3 of 8 confirmed"],
  ])("calls %d of %d “%s”", (count, of, words) => {
    expect(confirmed.words(count, of)).toBe(words);
  });
});
