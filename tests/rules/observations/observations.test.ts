import { describe, expect, it } from "vitest";
import { parseForm } from "~/forms/fields";
import { writeObservationForm } from "~/forms/observations";
import { observationBlocks } from "~/rules/observations/figures";
import {
  type Draft,
  missingToShare,
  moveObservation,
  type ObservationMove,
  observationStates,
  pointsIn,
} from "~/rules/observations/observations";
import { questionsFor, usualQuestions } from "~/rules/observations/questions";

describe("An observation", () => {
  it.each([
    ["share", ["draft"]],
    ["close", ["shared"]],
    ["withdraw", ["draft", "shared"]],
  ] as [ObservationMove, string[]][])(
    "makes the move to %s from its states alone",
    (move, from) => {
      for (const state of observationStates)
        expect(moveObservation({ state, feedbackOn: "2024-04-03" }, move).ok).toBe(
          from.includes(state),
        );
    },
  );

  it("is closed once feedback was given", () => {
    expect(moveObservation({ state: "shared", feedbackOn: null }, "close")).toEqual({
      ok: false,
      message: "Say first when feedback was given, and to whom.",
    });
  });

  const whole: Draft = {
    observed: ["one"],
    seen: "A visit",
    strengths: "Warm",
    toDevelop: "",
    workerConsent: "given",
    familyConsent: "not-given",
  };
  it.each([
    [{}, []],
    [{ strengths: "", toDevelop: "Plans" }, []],
    [{ observed: [] }, ["observed"]],
    [{ workerConsent: null, familyConsent: null }, ["workerConsent", "familyConsent"]],
    [{ seen: "", strengths: "" }, ["seen", "strengths"]],
  ] as [Partial<Draft>, string[]][])("with %j lacks %j before it is shared", (less, fields) => {
    expect(Object.keys(missingToShare({ ...whole, ...less }))).toEqual(fields);
  });

  it.each([
    ["", []],
    ["Warm\n\nClear", ["Warm", "Clear"]],
    [
      "- Warm\n• Clear\n2. Kept time\n 10) Wrote it down",
      ["Warm", "Clear", "Kept time", "Wrote it down"],
    ],
    ["2 visits a week\n-minus", ["2 visits a week", "-minus"]],
  ])("has a point a line of %j", (text, points) => expect(pointsIn(text)).toEqual(points));

  it("asks what is for its kind, and what is for every kind", () => {
    const asked = questionsFor(usualQuestions, "supervision");
    expect(asked.map(({ kind }) => kind)).toEqual(["supervision", null]);
  });
});

describe("The form of an observation", () => {
  const typed = (more: Record<string, string>) =>
    Object.entries({
      version: "1",
      kind: "direct-practice",
      "observedOn.day": "3",
      "observedOn.month": "4",
      "observedOn.year": "2024",
      intent: "later",
      ...more,
    });
  it.each([
    [{}, {}],
    [{ familyConsent: "given", familyView: "They listened" }, {}],
    [
      { familyConsent: "not-given", familyView: "They listened" },
      { familyView: "Choose “Yes” to keep the family’s own view, or clear what you wrote there" },
    ],
    [
      { familyConsent: "not-given", caseReference: "DB-1042" },
      {
        caseReference:
          "Clear the case reference: the family did not agree, so nothing of it is kept",
      },
    ],
    [{ feedbackTo: "Wren" }, { feedbackOn: "Enter when feedback was given, or clear who had it" }],
    [{ familyConsent: "perhaps" }, { familyConsent: "Choose whether the family agreed" }],
  ] as [Record<string, string>, Record<string, string>][])("of %j says %j", (more, errors) => {
    const read = parseForm(writeObservationForm, typed(more));
    expect(read.ok ? {} : read.errors).toEqual(errors);
  });
});

describe("How many observations there were", () => {
  const row = (serviceName: string, teamName: string, count: number) => ({
    ...{ serviceName, teamName, count, kind: "meeting" as const, families: count, views: 1 },
  });

  it("stands in the order it is read in, and is not sorted by number", () => {
    const [byService] = observationBlocks([row("A", "Ash", 1), row("B", "Birch", 9)], [], String);
    expect(byService?.kind === "table" && byService.rows.map(([name]) => name)).toEqual(["A", "B"]);
  });

  it("counts no themes of fewer than five", () => {
    const themes = [{ kind: "strength" as const, theme: "voice", count: 1 }];
    const says = (count: number) =>
      JSON.stringify(observationBlocks([row("A", "Ash", count)], themes, String));
    expect(says(4)).toContain("Themes are not counted of fewer than 5 observations.");
    expect(says(4)).not.toContain("voice");
    expect(says(5)).toContain("voice");
  });

  it("tells no theme of one observation alone, and never calls one none", () => {
    const themes = [
      { kind: "strength" as const, theme: "voice", count: 2 },
      { kind: "develop" as const, theme: "voice", count: 1 },
      { kind: "strength" as const, theme: "plan", count: 1 },
    ];
    const shown = { byTeam: false, leastOfTheme: 2 };
    const told = observationBlocks([row("A", "Ash", 6)], themes, String, shown).find(
      (block) => block.kind === "table" && block.name === "observation_themes",
    );
    expect(told?.kind === "table" && told.rows).toEqual([
      ["voice", { figure: expect.objectContaining({ count: 2 }) }, "fewer than 2"],
    ]);
  });
});
