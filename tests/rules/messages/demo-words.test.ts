/** The demonstration's texts are varied, repeatable, fit the cohort and name nobody. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cohorts } from "~/rules/caseload/caseload";
import { grades } from "~/rules/tools/scale";
import {
  areaWords,
  childActionFor,
  childSaid,
  developmentFor,
  fitsCohort,
  inCohortWords,
  overallRationale,
  strengthFor,
  wordsForArea,
} from "~db/demo/words/audits";
import { demoExercises } from "~db/demo/words/exercises";
import { provenance } from "~db/demo/words/provenance";
import { coreAreas } from "~db/tools/codes";

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index);

describe.each(coreAreas)("texts about %s", (area) => {
  it("are enough for each grade and never repeat one another", () => {
    const texts = grades.flatMap((grade) => Object.values(areaWords[area][grade]).flat());
    expect(new Set(texts).size).toBe(texts.length);
    for (const grade of ["good", "requires-improvement", "inadequate"] as const) {
      expect(areaWords[area][grade].commentaries.length).toBeGreaterThanOrEqual(6);
      expect(areaWords[area][grade].rationales.length).toBeGreaterThanOrEqual(4);
    }
  });

  it("give 35 Good audits in a row at least 25 different commentaries", () => {
    const written = upTo(35).map((i) => wordsForArea(area, "good", "child-in-need", i).commentary);
    expect(new Set(written).size).toBeGreaterThanOrEqual(25);
  });

  it("are the same each time, and speak each cohort's language", () => {
    for (const cohort of cohorts) {
      for (const grade of grades) {
        for (const index of upTo(40)) {
          const words = wordsForArea(area, grade, cohort, index);
          expect(wordsForArea(area, grade, cohort, index)).toEqual(words);
          if (cohort !== "care-leaver") continue;
          expect(`${words.commentary} ${words.rationale}`).not.toMatch(
            /\b(the|this) child\b|social worker|school/i,
          );
        }
      }
    }
  });

  it("leave a choice of findings and actions for every cohort", () => {
    for (const cohort of cohorts) {
      for (const index of upTo(6)) {
        const found = [
          strengthFor(area, cohort, index),
          developmentFor(area, cohort, index),
          childActionFor(area, cohort, index),
        ];
        expect(found.map((one) => one.area)).toEqual([area, area, area]);
      }
      const choices = upTo(6).map((index) => developmentFor(area, cohort, index).text);
      expect(new Set(choices).size).toBeGreaterThanOrEqual(2);
    }
  });
});

it("puts care leavers' and early help's words for child and worker", () => {
  expect(inCohortWords("The child trusts the social worker.", "care-leaver")).toBe(
    "The young person trusts the personal adviser.",
  );
  expect(inCohortWords("The child trusts the social worker.", "early-help")).toBe(
    "The child trusts the early help worker.",
  );
  expect(fitsCohort("Seen at school.", "care-leaver")).toBe(false);
});

it("varies overall rationales", () => {
  const good = upTo(60).map((index) => overallRationale("good", "child-in-need", index));
  expect(new Set(good).size).toBeGreaterThanOrEqual(45);
});

it("lets nobody under five speak in words", () => {
  expect([childSaid(null, 1), childSaid(4, 1)]).toEqual([null, null]);
  expect(new Set([childSaid(5, 1), childSaid(11, 1), childSaid(18, 1)]).size).toBe(3);
});

it("counts the published actions as the page on figures states", () => {
  const published = demoExercises.flatMap((e) => e.actions).filter((action) => action.published);
  const row = provenance.find((one) => one.what.startsWith("Actions of the thematic"));
  expect(row?.figure).toBe(String(published.length));
  for (const one of provenance)
    expect([one.what, one.source === ""]).toEqual([one.what, one.status === "invented"]);
});

it("keeps the words of real places, products and people out", () => {
  const folder = new URL("../../../db/demo/words/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const text = files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
  expect(text.length).toBeGreaterThan(50_000);
  expect(text).not.toMatch(
    /wokingham|reading (borough|council)|berkshire|\bmosaic\b|\bWBC\b|EMRAC/i,
  );
});
