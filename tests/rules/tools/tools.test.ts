/** Every tool is well formed, and every demonstration exercise adds up. */
import { describe, expect, it } from "vitest";
import { grades } from "~/rules/tools/scale";
import { demoExercises } from "~db/demo/words/exercises";
import { coreAreas } from "~db/tools/codes";
import { coreV1 } from "~db/tools/core-v1";
import { coreV2 } from "~db/tools/core-v2";
import { dipSampleTemplate } from "~db/tools/dip-sample";
import { thematicTemplate } from "~db/tools/thematic";

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const twice = (list: string[]) => list.filter((item, at) => list.indexOf(item) !== at);

const tools = [
  coreV1,
  coreV2,
  thematicTemplate,
  dipSampleTemplate,
  ...new Set(demoExercises.map((exercise) => exercise.tool)),
].map((tool) => [tool.name, tool] as const);

describe.each(tools)("the tool %s", (_name, tool) => {
  it("grades areas or asks questions, never neither", () => {
    expect(tool.areas.length + tool.questions.length).toBeGreaterThanOrEqual(5);
    expect(tool.overall === null).toBe(tool.areas.length === 0);
  });

  it("has kebab-case codes, none used twice", () => {
    const codes = [
      ...tool.areas.map((area) => area.code),
      ...tool.areas.flatMap((area) => area.prompts.map((prompt) => prompt.code)),
      ...tool.questions.map((question) => question.code),
    ];
    expect(codes.filter((code) => !kebab.test(code))).toEqual([]);
    expect(twice(codes)).toEqual([]);
    const themes = tool.themes.map((theme) => theme.code);
    expect(themes.filter((code) => !kebab.test(code))).toEqual([]);
    expect(twice(themes)).toEqual([]);
    expect(themes.length).toBeGreaterThanOrEqual(10);
  });

  it("says what each grade looks like, differently for every area and grade", () => {
    const sets = [
      ...tool.areas.map((area) => area.descriptors),
      ...(tool.overall ? [tool.overall.descriptors] : []),
    ];
    const texts = sets.flatMap((set) => grades.map((grade) => set[grade]));
    expect(texts.filter((text) => text.length < 60 || text.length > 700)).toEqual([]);
    expect(twice(texts)).toEqual([]);
  });

  it("copies no run of words from one descriptor to another, and spells as the British do", () => {
    const sets = [
      ...tool.areas.map((area) => area.descriptors),
      ...(tool.overall ? [tool.overall.descriptors] : []),
    ];
    const texts = sets.flatMap((set) => grades.map((grade) => set[grade]));
    const runs = texts.map((text) => {
      const words = text.toLowerCase().match(/[a-z'’]+/g) ?? [];
      return new Set(
        words
          .map((_, at) => words.slice(at, at + 8))
          .flatMap((run) => (run.length === 8 ? [run.join(" ")] : [])),
      );
    });
    const copied = runs.flatMap((own, at) =>
      runs.slice(at + 1).flatMap((other) => [...own].filter((run) => other.has(run))),
    );
    expect(copied).toEqual([]);
    const american =
      /\b\w+(?:iz(?:e|ed|es|ing|ation)|yz(?:e|ed|ing))\b|behavior|color\b|center\b|judgment\b/i;
    expect(JSON.stringify(tool).match(american)?.[0] ?? "").toMatch(/^$|size/);
  });

  it("keeps prompts and questions short enough to read at a glance", () => {
    const asked = [...tool.areas.flatMap((area) => area.prompts), ...tool.questions];
    expect(asked.filter((one) => one.text.length > 140 || one.text.length < 10)).toEqual([]);
    expect(asked.filter((one) => (one.guidance?.length ?? 20) > 300)).toEqual([]);
    expect(twice(asked.map((one) => one.text))).toEqual([]);
    expect(tool.lookBack.readMonths).toBeGreaterThanOrEqual(tool.lookBack.judgeMonths);
  });
});

it("gives version 2 every practice area, and version 1 all but direct work", () => {
  expect(coreV2.areas.map((area) => area.code)).toEqual([...coreAreas]);
  expect(coreV1.areas.map((area) => area.code)).toEqual(
    coreAreas.filter((area) => area !== "direct-work"),
  );
});

it("asks in planning whether all of the family and network were invited", () => {
  const planning = coreV2.areas.find((area) => area.code === "planning");
  expect(planning?.prompts.map((prompt) => prompt.code)).toContain("planning-family-network");
});

describe.each(demoExercises.map((e) => [e.key, e] as const))("the exercise %s", (_key, e) => {
  it("tallies every question of its tool to the number of cases, or is still planned", () => {
    const mix = Object.values(e.cohortMix).reduce((sum, n) => sum + n, 0);
    expect(mix).toBe(e.caseCount);
    expect(e.tallies.map((tally) => tally.question)).toEqual(
      e.state === "planned" ? [] : e.tool.questions.map((question) => question.code),
    );
    for (const t of e.tallies) {
      expect([t.question, t.met + t.partly + t.notMet + t.notApplicable]).toEqual([
        t.question,
        e.caseCount,
      ]);
    }
    const counted = [...e.strengths, ...e.developments].map((finding) => finding.caseCount ?? 0);
    expect(counted.filter((count) => count > e.caseCount)).toEqual([]);
  });

  it("follows the exercise that prompted it", () => {
    if (e.promptedBy === null) return;
    const from = demoExercises.find((other) => other.key === e.promptedBy);
    expect(from && from.month < e.month).toBe(true);
  });

  it("has actions whose state fits the morning of 15 April 2024", () => {
    for (const action of e.actions) {
      const done = action.state === "completed" || action.state === "verified";
      expect([action.what, Boolean(action.completedOn && action.evidence)]).toEqual([
        action.what,
        done,
      ]);
      expect([action.what, Boolean(action.verifiedOn && action.impact)]).toEqual([
        action.what,
        action.state === "verified",
      ]);
      expect(action.verifiedBy).not.toBe(action.ownerRole);
      const dates = [
        ...action.progress.map((note) => note.on),
        action.completedOn,
        action.verifiedOn,
      ]
        .filter((date) => date !== undefined)
        .map(String);
      expect(dates.filter((date) => date < e.month || date >= "2024-04-15")).toEqual([]);
      expect(dates).toEqual([...dates].sort());
    }
  });

  it("uses themes that its tool holds", () => {
    const known: string[] = e.tool.themes.map((theme) => theme.code);
    const used = [...e.strengths, ...e.developments, ...e.actions].map((one) => one.theme);
    expect(used.filter((theme) => theme !== undefined && !known.includes(theme))).toEqual([]);
  });
});
