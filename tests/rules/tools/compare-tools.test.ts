/** What changed between two versions of a tool, which level that makes, and what a draft lacks. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordDiff } from "~/rules/core/word-diff";
import { unchangedAreas } from "~/rules/tools/compare-areas";
import { compareTools, partsOf } from "~/rules/tools/compare-tools";
import { readDefinition } from "~/rules/tools/definition";
import { codedLines, freshCode, moved, partVersion, slugOf } from "~/rules/tools/draft";
import { placeInWords, readToolFile, toolFile } from "~/rules/tools/file";
import { toolProblems } from "~/rules/tools/problems";
import { conditionInWords } from "~/rules/tools/prompts";
import {
  gradedAreas,
  type PracticeArea,
  type Prompt,
  type ToolDefinition,
} from "~/rules/tools/tools";
import {
  breaksTrends,
  nextVersion,
  proposeVersion,
  settleLevel,
  versionInWords,
} from "~/rules/tools/versions";
import { coreV1 } from "~db/tools/core-v1";
import { coreV2 } from "~db/tools/core-v2";
import { dipSampleTemplate } from "~db/tools/dip-sample";
import { thematicTemplate } from "~db/tools/thematic";
import { anyTool } from "../../support/any-tool";

const withArea = (code: string, change: (area: PracticeArea) => PracticeArea): ToolDefinition => ({
  ...coreV2,
  areas: coreV2.areas.map((area) => (area.code === code ? change(area) : area)),
});
const sentences = (after: ToolDefinition, before = coreV2) =>
  compareTools(before, after).map(
    ({ part, what, graded }) => `${part}: ${what}${graded ? " *" : ""}`,
  );
const two = { major: 2, minor: 0 };
const toolFields = Object.keys(coreV2) as (keyof ToolDefinition)[];
const levelOf = (after: ToolDefinition) => proposeVersion(compareTools(coreV2, after), two).level;

describe("what changed", () => {
  it("is nothing between a tool and itself, and then nothing can be published", () => {
    expect(compareTools(coreV2, structuredClone(coreV2))).toEqual([]);
    expect(levelOf(coreV2)).toBeNull();
  });

  it.each<[string, ToolDefinition, string[]]>([
    [
      "an area removed",
      { ...coreV2, areas: coreV2.areas.slice(1) },
      ["Practice areas: Contact and referral is removed *"],
    ],
    [
      "an area not graded any more",
      withArea("planning", (a) => ({ ...a, graded: false })),
      ["Planning: Planning is not graded any more *"],
    ],
    [
      "a renamed area",
      withArea("planning", (a) => ({ ...a, name: "The plan" })),
      ["The plan: Planning is now called The plan"],
    ],
    [
      "an area that may not apply",
      withArea("planning", (a) => ({ ...a, mayNotApply: true })),
      ["Planning: It may be found not applicable"],
    ],
    [
      "another order",
      { ...coreV2, areas: moved(coreV2.areas, "planning", 1) },
      ["Practice areas: The areas stand in another order"],
    ],
    [
      "a descriptor",
      withArea("impact", (a) => ({
        ...a,
        descriptors: { ...a.descriptors, good: "Better" },
      })),
      ["Impact on the child: The descriptor of Good changes"],
    ],
    [
      "voices",
      { ...coreV2, voices: ["child", "practitioner"] },
      ["Voices: The voice of parents and carers is no longer asked for"],
    ],
    [
      "no overall grade",
      { ...coreV2, overall: null },
      ["Overall: The overall judgement is not graded any more *"],
    ],
    ["a theme", { ...coreV2, themes: coreV2.themes.slice(1) }, ["Themes: A theme is removed"]],
    [
      "the look-back",
      { ...coreV2, lookBack: { judgeMonths: 3, readMonths: 12 } },
      ["The tool: The look-back changes"],
    ],
  ])("says so of %s", (_name, after, words) => {
    expect(sentences(after)).toEqual(words);
    expect(levelOf(after)).toBe(words.some((line) => line.endsWith("*")) ? "major" : "minor");
  });

  it("tells an ungraded area that comes from a graded one", () => {
    const [area] = coreV2.areas;
    if (!area) throw new Error("There are areas");
    const added = (graded: boolean): ToolDefinition => ({
      ...coreV2,
      areas: [...coreV2.areas, { ...area, code: "family-time", name: "Family time", graded }],
    });
    expect(sentences(added(false))).toEqual([
      "Practice areas: Family time is added, with 6 prompts; it is not graded",
    ]);
    expect([levelOf(added(false)), levelOf(added(true))]).toEqual(["minor", "major"]);
  });

  it("shows a prompt that came, changed its answer and became required, side by side", () => {
    const seen = "assessment-child-seen";
    const after = withArea("assessment", (area) => ({
      ...area,
      prompts: [
        ...area.prompts.map(
          (prompt): Prompt =>
            prompt.code === seen ? { ...prompt, required: true, answer: "date" } : prompt,
        ),
        {
          code: "new",
          text: "Why not?",
          shownIf: { prompt: "assessment-current", answers: ["no"] },
        },
      ],
    }));
    const changes = compareTools(coreV2, after);
    expect(changes.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^The type of answer of “Was each child seen alone/),
      expect.stringMatching(/must be answered before an audit is submitted$/),
      "A prompt is added",
    ]);
    expect(changes[0]).toMatchObject({
      before: "Yes, partly, no or not applicable",
      after: "A date",
    });
    expect(changes[2]?.after).toMatch(/^Why not\?\nShown if “Is there an assessment/);
    expect(changes[2]?.before).toBeUndefined();
    expect(changes.some(({ graded }) => graded)).toBe(false);
  });

  it("finds direct work added between versions 1 and 2: trends break there", () => {
    const changes = compareTools(coreV1, coreV2).filter(({ graded }) => graded);
    expect(changes.map(({ what }) => what)).toEqual([
      "Direct work and the child's voice is added, with 6 prompts; it is graded",
    ]);
  });
});

describe("the changes by part", () => {
  const changed = withArea("assessment", (area) => ({
    ...area,
    about: "Elsewhere",
    graded: false,
  }));

  it("stand under their heading, with how many change what is graded", () => {
    const parts = partsOf(compareTools(coreV2, { ...changed, themes: coreV2.themes.slice(1) }));
    expect(parts.map(({ name, changes, graded }) => [name, changes.length, graded])).toEqual([
      ["Assessment", 2, 1],
      ["Themes", 1, 0],
    ]);
    expect(partsOf([])).toEqual([]);
  });

  it("leave out the areas that say the same in both", () => {
    const names = coreV2.areas.map(({ name }) => name);
    expect(unchangedAreas(coreV2.areas, coreV2.areas)).toEqual(names);
    expect(unchangedAreas(coreV2.areas, changed.areas)).toEqual(
      names.filter((name) => name !== "Assessment"),
    );
    // What came or went is no area of both.
    expect(unchangedAreas(coreV2.areas, coreV2.areas.slice(1))).toEqual(names.slice(1));
    expect(unchangedAreas(coreV2.areas.slice(1), coreV2.areas)).toEqual(names.slice(1));
  });
});

describe("a version's number", () => {
  it.each([
    ["major", { major: 3, minor: 0 }, "3"],
    ["minor", { major: 2, minor: 5 }, "2.5"],
  ] as const)("after 2.4 by a %s change", (level, next, words) => {
    expect(nextVersion({ major: 2, minor: 4 }, level)).toEqual(next);
    expect(versionInWords(next)).toBe(words);
  });

  it("is 1 for the first, which breaks nothing", () => {
    const first = proposeVersion([], null);
    expect(first).toMatchObject({ level: "major", next: { major: 1, minor: 0 } });
    expect(breaksTrends("major", null)).toBe(false);
    expect(breaksTrends("major", two)).toBe(true);
    expect(breaksTrends("minor", two)).toBe(false);
  });

  it("follows the tool's own, wherever that began", () => {
    expect(nextVersion({ major: 3, minor: 1 }, "major")).toEqual({ major: 4, minor: 0 });
    expect(nextVersion(two, "minor")).toEqual({ major: 2, minor: 1 });
  });

  it("is raised with a reason, and never lowered", () => {
    expect(settleLevel("minor", { raised: true, reason: "Good now means more" })).toEqual({
      ok: true,
      level: "major",
    });
    expect(settleLevel("minor", { raised: true, reason: " " }).ok).toBe(false);
    expect(settleLevel("minor", { raised: false, reason: "Ignored" })).toEqual({
      ok: true,
      level: "minor",
    });
    expect(settleLevel("major", { raised: false, reason: "" })).toEqual({
      ok: true,
      level: "major",
    });
  });
});

describe("words that changed", () => {
  it("are marked, and the rest is not", () => {
    expect(wordDiff("The plan is clear and current", "The plan is precise and current")).toEqual([
      { kind: "same", text: "The plan is " },
      { kind: "removed", text: "clear" },
      { kind: "added", text: "precise" },
      { kind: "same", text: " and current" },
    ]);
    expect(wordDiff("", "New")).toEqual([{ kind: "added", text: "New" }]);
  });

  it("give back both texts whatever they are", () => {
    const text = fc.array(fc.constantFrom("a", "plan", "child", " ", "\n", ", seen"), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [before, after] = [a.join(""), b.join("")];
        const runs = wordDiff(before, after);
        const without = (kind: string) =>
          runs
            .filter((run) => run.kind !== kind)
            .map((run) => run.text)
            .join("");
        expect(without("added")).toBe(before);
        expect(without("removed")).toBe(after);
        if (before === after) expect(runs.every(({ kind }) => kind === "same")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("any two tools", () => {
  /** What nobody sees is no difference: an absent field and its usual value, codes of a list. */
  const meaning = (tool: ToolDefinition) => ({
    ...tool,
    areas: tool.areas.map((area) => ({
      ...area,
      graded: area.graded !== false,
      prompts: area.prompts.map(({ guidance, answer, choices, required, shownIf, ...rest }) => ({
        ...rest,
        guidance: guidance ?? "",
        answer: answer ?? "scale",
        choices: answer === "choice" ? (choices ?? []).map(({ name }) => name).join("; ") : "",
        required: Boolean(required),
        shownIf: conditionInWords({ ...rest, shownIf }, area.prompts),
      })),
    })),
    questions: tool.questions.map((one) => ({ ...one, guidance: one.guidance ?? "" })),
    voices: [...tool.voices].sort(),
  });

  it("differ in words exactly when they differ", () => {
    const changed = fc
      .tuple(anyTool, anyTool, fc.constantFrom(...toolFields))
      .map(([one, other, field]): [ToolDefinition, ToolDefinition] => [
        one,
        { ...one, [field]: other[field] },
      ]);
    const turned = anyTool.map((tool): [ToolDefinition, ToolDefinition] => [
      tool,
      {
        ...tool,
        areas: tool.areas.map((area) => ({ ...area, prompts: [...area.prompts].reverse() })),
        questions: [...tool.questions].reverse(),
        themes: [...tool.themes].reverse(),
      },
    ]);
    fc.assert(
      fc.property(fc.oneof(changed, turned, fc.tuple(anyTool, anyTool)), ([before, after]) => {
        const same = JSON.stringify(meaning(before)) === JSON.stringify(meaning(after));
        expect(compareTools(before, after).length === 0).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  it("make a major version exactly when other things are graded", () => {
    const graded = (tool: ToolDefinition) =>
      JSON.stringify([
        gradedAreas(tool)
          .map(({ code }) => code)
          .sort(),
        tool.overall !== null,
      ]);
    fc.assert(
      fc.property(anyTool, anyTool, (before, after) => {
        const { level } = proposeVersion(compareTools(before, after), two);
        expect(level === "major").toBe(graded(before) !== graded(after));
      }),
      { numRuns: 300 },
    );
  });

  it("name every change under a heading", () => {
    fc.assert(
      fc.property(anyTool, anyTool, (before, after) => {
        for (const { part, what } of compareTools(before, after)) {
          expect(part.trim()).not.toBe("");
          expect(what.trim()).not.toBe("");
        }
      }),
    );
  });
});

describe("what a draft lacks", () => {
  const messages = (tool: ToolDefinition) =>
    toolProblems(tool, "core").map(({ message }) => message);
  const prompts = (...list: Prompt[]) => withArea("impact", (area) => ({ ...area, prompts: list }));
  const seen: Prompt = { code: "seen", text: "Seen?" };

  it("is nothing for the tools we ship", () => {
    expect(toolProblems(coreV1, "core")).toEqual([]);
    expect(toolProblems(coreV2, "core")).toEqual([]);
    expect(toolProblems(thematicTemplate, "thematic")).toEqual([]);
    expect(toolProblems(dipSampleTemplate, "dip-sample")).toEqual([]);
  });

  it.each<[string, ToolDefinition, string]>([
    [
      "a prompt without text",
      prompts({ ...seen, text: " " }),
      "Enter the text of prompt 1 of Impact on the child",
    ],
    [
      "a list of one",
      prompts({ ...seen, answer: "choice", choices: [{ code: "a", name: "A" }] }),
      "Give at least two answers to choose from for “Seen?”",
    ],
    [
      "a condition on nothing",
      prompts({ ...seen, shownIf: { prompt: "gone", answers: ["no"] } }),
      "Choose again when “Seen?” is asked: the prompt it depends on is not in this area",
    ],
    [
      "a condition on itself",
      prompts({ ...seen, shownIf: { prompt: "seen", answers: ["no"] } }),
      "Choose again when “Seen?” is asked: it depends on itself",
    ],
    [
      "a condition on a text",
      prompts(
        { ...seen, answer: "text" },
        { code: "b", text: "B?", shownIf: { prompt: "seen", answers: ["yes"] } },
      ),
      "Choose again when “B?” is asked: “Seen?” is answered in words, not by a choice",
    ],
    [
      "a condition on no answer",
      prompts(seen, { code: "b", text: "B?", shownIf: { prompt: "seen", answers: [] } }),
      "Choose which answers bring up “B?”",
    ],
    [
      "a condition on an answer that is not offered",
      prompts(seen, { code: "b", text: "B?", shownIf: { prompt: "seen", answers: ["maybe"] } }),
      "Choose again when “B?” is asked: an answer it depends on is not offered by “Seen?”",
    ],
    [
      "a descriptor missing",
      withArea("impact", (a) => ({ ...a, descriptors: { ...a.descriptors, good: "" } })),
      "Describe Good for Impact on the child",
    ],
    [
      "a code used twice",
      prompts(seen, { ...seen, text: "Seen again?" }),
      "Give each prompt of Impact on the child a code of its own: seen is used more than once",
    ],
    [
      "questions, which a core audit has no page for",
      { ...coreV2, questions: [{ code: "q", text: "Q?" }] },
      "Remove the questions: a core audit has prompts in its practice areas instead",
    ],
    [
      "nothing graded",
      { ...coreV2, areas: coreV2.areas.map((a) => ({ ...a, graded: false })) },
      "Add a practice area that is graded",
    ],
    [
      "two answers of one name",
      prompts({
        ...seen,
        answer: "choice",
        choices: [
          { code: "a", name: "Away" },
          { code: "b", name: " away" },
        ],
      }),
      "Give each answer to choose from once for “Seen?”",
    ],
    [
      "two prompts of the same words",
      prompts(seen, { code: "again", text: "SEEN?" }),
      "Give each prompt of Impact on the child words of its own: “SEEN?” is there twice",
    ],
    [
      "two areas of one name",
      withArea("impact", (a) => ({ ...a, name: "planning" })),
      "Give each practice area words of its own: “planning” is there twice",
    ],
    [
      "two themes of one name",
      { ...coreV2, themes: [...coreV2.themes, { code: "x", name: coreV2.themes[0]?.name ?? "" }] },
      `Give each theme words of its own: “${coreV2.themes[0]?.name}” is there twice`,
    ],
    ["no overall judgement", { ...coreV2, overall: null }, "Describe the overall judgement"],
    ["no voices", { ...coreV2, voices: [] }, "Choose at least one voice that is to be heard"],
  ])("is said of %s", (_name, tool, message) => {
    expect(messages(tool)).toEqual([message]);
  });

  it("names every prompt of a circle, however long", () => {
    const circle = prompts(
      { code: "a", text: "A?", shownIf: { prompt: "c", answers: ["no"] } },
      { code: "b", text: "B?", shownIf: { prompt: "a", answers: ["no"] } },
      { code: "c", text: "C?", shownIf: { prompt: "b", answers: ["no"] } },
      { code: "d", text: "D?", shownIf: { prompt: "c", answers: ["no"] } },
    );
    expect(messages(circle)).toEqual(
      ["A?", "B?", "C?"].map(
        (text) => `Choose again when “${text}” is asked: it depends on itself`,
      ),
    );
  });

  it("asks no descriptors of an area that is not graded", () => {
    const empty = { outstanding: "", good: "", "requires-improvement": "", inadequate: "" };
    expect(
      messages(withArea("impact", (a) => ({ ...a, graded: false, descriptors: empty }))),
    ).toEqual([]);
  });

  it("keeps a thematic audit to three to twenty questions", () => {
    const few = { ...thematicTemplate, questions: thematicTemplate.questions.slice(0, 2) };
    expect(toolProblems(few, "thematic")).toEqual([
      { part: "questions", message: "Ask from 3 to 20 questions" },
    ]);
  });
});

describe("a tool as a file", () => {
  it.each([coreV1, coreV2, thematicTemplate, dipSampleTemplate].map((t) => [t.name, t] as const))(
    "comes back as it went: %s",
    (_name, definition) => {
      const kind = definition.areas.length > 0 ? "core" : "thematic";
      const text = toolFile({ kind, version: two, definition });
      expect(readToolFile(`\uFEFF${text}`)).toEqual({ ok: true, kind, definition });
    },
  );

  it("comes back as it went, whatever it holds", () => {
    fc.assert(
      fc.property(anyTool, (definition) => {
        const read = readToolFile(toolFile({ kind: "core", version: null, definition }));
        expect(read).toEqual({ ok: true, kind: "core", definition });
        expect(readDefinition(JSON.stringify(definition))).toEqual(definition);
        if (read.ok) expect(compareTools(definition, read.definition)).toEqual([]);
      }),
    );
  });

  it("is refused where two have one code, where a name is none, and where text can’t be read", () => {
    const [area] = coreV2.areas;
    if (!area) throw new Error("The tool has areas");
    expect(broken(({ definition }) => void definition.areas.push(area))).toEqual([
      "Practice area 8 (Contact and referral), code: must be its own: contact-and-referral is there twice",
    ]);
    expect(
      broken(({ definition }) => {
        definition.name = "  ";
      }),
    ).toEqual(["Name: must not be empty"]);
    expect(
      broken(({ definition }) => {
        definition.themes[0] = { code: "a", name: "A\nB" };
      })[0],
    ).toBe("Theme 1 (A\nB), name: must stand on one line");
    expect(
      broken(({ definition }) => {
        definition.about = "a\u0000b";
      }),
    ).toEqual(["About: holds characters that can’t be read"]);
    const whole = toolFile({ kind: "core", version: two, definition: coreV2 });
    const poisoned = whole.replace('"lookBack": {', '"__proto__": {"polluted": 1}, "lookBack": {');
    expect(readToolFile(poisoned)).toEqual({
      ok: false,
      problems: ["The definition: holds something unknown: __proto__"],
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("is refused for a kind that it doesn't fit, or that is planned without a tool", () => {
    expect(broken((whole) => (whole.kind = "practice-week"))).toEqual([
      "Give the file a kind: one of core, thematic, dip-sample",
    ]);
    expect(broken((whole) => (whole.kind = "dip-sample"))).toEqual([
      "Choose a file of questions alone: a dip sample has no practice areas and no overall judgement",
    ]);
  });

  const broken = (
    change: (whole: { [key: string]: unknown; definition: ToolDefinition }) => void,
  ) => {
    const whole = JSON.parse(toolFile({ kind: "core", version: two, definition: coreV2 }));
    change(whole);
    const read = readToolFile(JSON.stringify(whole));
    return read.ok ? [] : read.problems;
  };

  it("is refused with the place of each fault, in words", () => {
    expect(
      broken(({ definition }) => {
        const area = definition.areas[1] as unknown as Record<string, unknown>;
        area.descriptors = { ...(area.descriptors as object), good: 7 };
        (area.prompts as Record<string, unknown>[])[2] = { code: "Not A Code", text: "Seen?" };
        area.mayNotApply = "no";
        delete area.about;
        area.weight = 3;
      }),
    ).toEqual([
      "Practice area 2 (Assessment), about: is missing",
      "Practice area 2 (Assessment), mayNotApply: must be true or false",
      "Practice area 2 (Assessment), prompt 3, code: must be lower-case words joined by hyphens, like direct-work, and not “overall”",
      "Practice area 2 (Assessment), descriptors, good: must be text",
      "Practice area 2 (Assessment): holds something unknown: weight",
    ]);
  });

  it("is refused when it is something else", () => {
    expect(readToolFile("not json")).toMatchObject({ ok: false });
    expect(readToolFile("null")).toMatchObject({ ok: false });
    expect(readToolFile("[]")).toMatchObject({ ok: false });
    expect(broken((whole) => (whole.format = "other"))[0]).toMatch(/its format is not/);
    expect(broken((whole) => (whole.formatVersion = 2))[0]).toMatch(/format is version 2/);
    // Neither a depth nor a name that every object has brings the reading down.
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const nested = `{"format":"line-of-sight-audit-tool","formatVersion":${deep}}`;
    expect(readToolFile(nested)).toMatchObject({ ok: false });
    expect(broken((whole) => (whole.formatVersion = { toString: 1 }))[0]).toMatch(/unknown/);
    expect(
      broken(({ definition }) => {
        if (definition.areas[1]) definition.areas[1].code = "constructor";
      })[0],
    ).toMatch(/, code: must be lower-case words/);
    expect(broken((whole) => (whole.kind = "party"))[0]).toMatch(/^Give the file a kind/);
    expect(placeInWords([], {})).toBe("The definition:");
  });
});

describe("a draft's codes", () => {
  it("are made from names, and never used twice", () => {
    expect(slugOf("Direct work & the child’s voice")).toBe("direct-work-the-childs-voice");
    expect(slugOf("Siân’s — 2nd")).toBe("sians-2nd");
    expect(freshCode("Family time", new Set(["family-time", "family-time-2"]), "area")).toBe(
      "family-time-3",
    );
    expect(freshCode("Overall", new Set(), "area")).toBe("overall-2");
    expect(freshCode("Constructor", new Set(), "area")).toBe("constructor-2");
    expect(freshCode("…", new Set(), "area")).toBe("area");
  });

  it("stay with a line that is kept, moved or the only one reworded", () => {
    const held = [
      { code: "a", name: "Away" },
      { code: "b", name: "Refused" },
    ];
    expect(codedLines("Refused\nAway\n", held)).toEqual([held[1], held[0]]);
    expect(codedLines("Away\nAccess refused", held)).toEqual([
      held[0],
      { code: "b", name: "Access refused" },
    ]);
    expect(codedLines("Ill\nAsleep", held).map(({ code }) => code)).toEqual(["ill", "asleep"]);
    expect(codedLines("Away\nRefused\nA", held).map(({ code }) => code)).toEqual(["a", "b", "a-2"]);
  });

  it("give a part a version of its own", () => {
    const [one, other] = coreV2.areas;
    expect(partVersion(one)).toBe(partVersion(structuredClone(one)));
    expect(partVersion(one)).not.toBe(partVersion(other));
    expect(String(partVersion(one))).toMatch(/^\d{1,9}$/);
  });
});
