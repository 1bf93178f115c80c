/**
 * Owns what an auditor of the demonstration typed, under the names the form keeps it by.
 */

import { consistencyPrompts } from "~/rules/audits/consistency";
import {
  type AuditContent,
  type AuditVoice,
  contentFromAnswers,
  fieldNames,
} from "~/rules/audits/content";
import type { Cohort } from "~/rules/caseload/caseload";
import { isGrade, type Judgement } from "~/rules/tools/grades";
import type { Grade } from "~/rules/tools/scale";
import type { PromptAnswer, ToolDefinition } from "~/rules/tools/tools";
import { type CoreArea, coreAreas } from "~db/tools/codes";
import { roll } from "./chance";
import type { AuditGrades } from "./figures";
import { overallRationale, pick, wordsForArea } from "./words/audits";
import { consistencyReasons, notApplicableReasons, notJudgedReasons } from "./words/cycles";

export type Written = {
  key: string;
  cohort: Cohort;
  /** Chooses the words: neighbouring audits of a cycle differ. */
  index: number;
  tool: ToolDefinition;
  grades: AuditGrades;
  voices: readonly AuditVoice[];
  /** Where an area is not the case's own team's work. */
  teamOf: (area: string) => string | null;
  counted: Pick<AuditContent, "findings" | "actions">;
};

const isCoreArea = (code: string): code is CoreArea => coreAreas.some((area) => area === code);

/** What is said about one area, whatever was chosen. */
export function areaWords(
  written: Pick<Written, "cohort" | "index">,
  area: string,
  judgement: Judgement,
): { commentary: string; rationale: string } {
  const { cohort, index } = written;
  if (isGrade(judgement) && isCoreArea(area)) return wordsForArea(area, judgement, cohort, index);
  if (judgement === "not-judged") {
    return { commentary: "", rationale: pick(notJudgedReasons, index) };
  }
  const inCare = cohort === "child-in-care" && index % 2 === 0;
  const reason = inCare ? notApplicableReasons[2] : pick(notApplicableReasons.slice(0, 2), index);
  return { commentary: "", rationale: reason ?? "" };
}

const leanings: Record<Grade, readonly PromptAnswer[]> = {
  outstanding: ["yes", "yes", "yes", "yes", "yes"],
  good: ["yes", "yes", "yes", "yes", "partly"],
  "requires-improvement": ["yes", "partly", "partly", "no", "partly"],
  inadequate: ["partly", "no", "no", "no", "partly"],
};

/** Every answer by field name, in the order of the form; voices first. */
export function answersOf(written: Written): Record<string, string> {
  const answers: Record<string, string> = {};
  const put = (field: string, value: string) => {
    if (value !== "") answers[field] = value;
  };
  for (const voice of written.voices) {
    put(fieldNames.voice(voice.key, "label"), voice.label);
    put(fieldNames.voice(voice.key, "status"), voice.status ?? "");
    put(fieldNames.voice(voice.key, "reason"), voice.reason);
    put(fieldNames.voice(voice.key, "said"), voice.said);
    put(fieldNames.voice(voice.key, "held-on"), voice.heldOn);
    put(fieldNames.voice(voice.key, "method"), voice.method);
    put(fieldNames.voice(voice.key, "not-shared"), voice.notShared ? "yes" : "");
  }
  for (const area of written.tool.areas) {
    const judgement = written.grades.areas[area.code] ?? "not-judged";
    if (isGrade(judgement)) {
      area.prompts.forEach(({ code }, n) => {
        const answer = leanings[judgement][roll(5, "prompt", written.key, code)] ?? "yes";
        const isExample = n === 1 && answer !== "yes";
        put(fieldNames.areaPrompt(area.code, code), answer);
        if (isExample) put(fieldNames.areaPromptNote(area.code, code), "See my commentary.");
      });
    }
    const { commentary, rationale } = areaWords(written, area.code, judgement);
    put(fieldNames.commentary(area.code), commentary);
    put(fieldNames.grade(area.code), judgement);
    put(fieldNames.rationale(area.code), rationale);
    put(fieldNames.team(area.code), written.teamOf(area.code) ?? "");
  }
  put(fieldNames.overallGrade, written.grades.overall);
  const { overall } = written.grades;
  put(fieldNames.overallRationale, overallRationale(overall, written.cohort, written.index));
  const content = contentFromAnswers(answers, written.tool, written.counted);
  for (const { code } of consistencyPrompts(content, written.tool)) {
    put(
      fieldNames.promptReason(code),
      promptReasons[code] ?? pick(consistencyReasons, written.index),
    );
  }
  return answers;
}

const promptReasons: Record<string, string> = {
  "weak-area-no-action":
    "We agreed on the actions that matter most; this area is part of the team's own action.",
  "no-child-voice":
    "From the record of visits, what school and family say about daily life, and the worker's own observations.",
  "rationale-copied": "The same strength shows in both areas.",
};
