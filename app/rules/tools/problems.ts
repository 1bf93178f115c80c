/**
 * Owns what still stands between a draft tool and its publication.
 * Practice: a tool with a grade that has no descriptor, or a question that can never be asked,
 * teaches its auditors to guess; it is corrected before anyone works with it.
 */
import type { ExerciseKind } from "../exercises/exercises";
import { isCode } from "./definition";
import { repeatedName } from "./draft";
import { judgementNames } from "./grades";
import { answerChoices, mayBeAskedOf } from "./prompts";
import { grades } from "./scale";
import {
  gradedAreas,
  isGradedArea,
  type PracticeArea,
  type Prompt,
  questionLimits,
  type ToolDefinition,
} from "./tools";

/** The part of the tool where a problem is corrected; an area's has its code. */
export type ToolPart =
  | "about"
  | "areas"
  | `area:${string}`
  | "overall"
  | "questions"
  | "audit-quality"
  | "themes";

/** `prompt` is the code of the prompt it is about, if any. */
export type ToolProblem = { part: ToolPart; prompt?: string; message: string };

/** Exercises of these kinds answer questions case by case; a core cycle grades areas. */
export const asksQuestions = (kind: ExerciseKind): boolean =>
  kind === "thematic" || kind === "dip-sample";

const isEmpty = (text: string): boolean => text.trim() === "";

/** Every problem in the order of the tool; empty when it may be published. */
export function toolProblems(tool: ToolDefinition, kind: ExerciseKind): ToolProblem[] {
  return [
    ...aboutProblems(tool, kind),
    ...(asksQuestions(kind) ? [] : gradingProblems(tool)),
    ...tool.areas.flatMap(areaProblems),
    ...codeProblems("areas", "practice area", tool.areas),
    ...nameProblems(
      "areas",
      "practice area",
      tool.areas.map(({ name }) => name),
    ),
    ...questionProblems(tool, kind),
    ...auditQualityProblems(tool),
    ...themeProblems(tool),
  ];
}

function aboutProblems(tool: ToolDefinition, kind: ExerciseKind): ToolProblem[] {
  const problems: ToolProblem[] = [];
  const add = (message: string) => problems.push({ part: "about", message });
  if (isEmpty(tool.name)) add("Enter the tool’s name");
  if (isEmpty(tool.about)) add("Enter what the tool says to the auditor");
  if (tool.lookBack.readMonths < tool.lookBack.judgeMonths)
    add("Read back at least as far as you judge");
  if (!asksQuestions(kind) && tool.voices.length === 0)
    add("Choose at least one voice that is to be heard");
  if (new Set(tool.voices).size < tool.voices.length) add("Ask for each voice once");
  return problems;
}

/** A core audit always has an overall grade, and something it follows from. */
function gradingProblems(tool: ToolDefinition): ToolProblem[] {
  const problems: ToolProblem[] = [];
  if (gradedAreas(tool).length === 0)
    problems.push({ part: "areas", message: "Add a practice area that is graded" });
  if (tool.overall === null)
    problems.push({ part: "overall", message: "Describe the overall judgement" });
  else {
    if (isEmpty(tool.overall.about))
      problems.push({ part: "overall", message: "Enter what the overall judgement is about" });
    for (const grade of grades)
      if (isEmpty(tool.overall.descriptors[grade]))
        problems.push({
          part: "overall",
          message: `Describe ${judgementNames[grade]} for the overall judgement`,
        });
  }
  return problems;
}

function areaProblems(area: PracticeArea): ToolProblem[] {
  const part = `area:${area.code}` as const;
  const name = isEmpty(area.name) ? `the area ${area.code}` : area.name;
  const problems: ToolProblem[] = [];
  if (isEmpty(area.name))
    problems.push({ part, message: `Enter a name for the area ${area.code}` });
  if (isEmpty(area.about)) problems.push({ part, message: `Enter what ${name} looks at` });
  if (isGradedArea(area)) {
    const missing = grades.filter((grade) => isEmpty(area.descriptors[grade]));
    for (const grade of missing)
      problems.push({ part, message: `Describe ${judgementNames[grade]} for ${name}` });
  }
  problems.push(...codeProblems(part, `prompt of ${name}`, area.prompts));
  const texts = area.prompts.map(({ text }) => text);
  problems.push(...nameProblems(part, `prompt of ${name}`, texts));
  area.prompts.forEach((prompt, index) => {
    const called = isEmpty(prompt.text) ? `prompt ${index + 1} of ${name}` : `“${prompt.text}”`;
    for (const message of promptProblems(prompt, area, called))
      problems.push({ part, prompt: prompt.code, message });
  });
  return problems;
}

function promptProblems(prompt: Prompt, area: PracticeArea, called: string): string[] {
  const messages: string[] = [];
  if (isEmpty(prompt.text)) messages.push(`Enter the text of ${called}`);
  if (prompt.answer === "choice") {
    const choices = prompt.choices ?? [];
    if (choices.length < 2) messages.push(`Give at least two answers to choose from for ${called}`);
    if (choices.some(({ name }) => isEmpty(name)))
      messages.push(`Enter the words of every answer to choose from for ${called}`);
    const names = choices.map(({ name }) => name);
    if (repeatedName(names) !== null)
      messages.push(`Give each answer to choose from once for ${called}`);
    else if (new Set(choices.map(({ code }) => code)).size < choices.length)
      messages.push(`Give each answer to choose from a code of its own for ${called}`);
  }
  messages.push(...conditionProblems(prompt, area, called));
  return messages;
}

function conditionProblems(prompt: Prompt, area: PracticeArea, called: string): string[] {
  const { shownIf } = prompt;
  if (!shownIf) return [];
  const asked = area.prompts.find(({ code }) => code === shownIf.prompt);
  if (!asked)
    return [`Choose again when ${called} is asked: the prompt it depends on is not in this area`];
  if (!mayBeAskedOf(asked))
    return [
      `Choose again when ${called} is asked: “${asked.text}” is answered in words, not by a choice`,
    ];
  if (isInCircle(prompt, area))
    return [`Choose again when ${called} is asked: it depends on itself`];
  if (shownIf.answers.length === 0) return [`Choose which answers bring up ${called}`];
  const known = answerChoices(asked).map(({ code }) => code);
  if (shownIf.answers.some((code) => !known.includes(code)))
    return [
      `Choose again when ${called} is asked: an answer it depends on is not offered by “${asked.text}”`,
    ];
  return [];
}

/** Whether following what a prompt depends on leads back to it. */
export function isInCircle(prompt: Prompt, area: Pick<PracticeArea, "prompts">): boolean {
  const seen = new Set<string>();
  let at: Prompt | undefined = prompt;
  while (at?.shownIf) {
    if (seen.has(at.code)) return false;
    seen.add(at.code);
    const next: string = at.shownIf.prompt;
    if (next === prompt.code) return true;
    at = area.prompts.find(({ code }) => code === next);
  }
  return false;
}

function questionProblems(tool: ToolDefinition, kind: ExerciseKind): ToolProblem[] {
  const part = "questions";
  const { least, most } = questionLimits;
  const problems: ToolProblem[] = [];
  if (asksQuestions(kind)) {
    if (tool.questions.length < least || tool.questions.length > most)
      problems.push({ part, message: `Ask from ${least} to ${most} questions` });
    if (tool.areas.length > 0)
      problems.push({
        part: "areas",
        message: "Remove the practice areas: exercises of this kind answer questions alone",
      });
  } else if (tool.questions.length > 0)
    problems.push({
      part,
      message: "Remove the questions: a core audit has prompts in its practice areas instead",
    });
  tool.questions.forEach((question, index) => {
    if (isEmpty(question.text))
      problems.push({
        part,
        prompt: question.code,
        message: `Enter the text of question ${index + 1}`,
      });
  });
  const texts = tool.questions.map(({ text }) => text);
  return [
    ...problems,
    ...codeProblems(part, "question", tool.questions),
    ...nameProblems(part, "question", texts),
  ];
}

/** A tool without a list of its own asks the usual questions, of which nothing is to be corrected. */
function auditQualityProblems({ auditQuality }: ToolDefinition): ToolProblem[] {
  const part = "audit-quality";
  if (auditQuality === undefined) return [];
  const noun = "question about the audit";
  const none = "Ask at least one question about the audit, or go back to the usual ones";
  const empty = auditQuality.flatMap(({ code, text }, at) =>
    isEmpty(text)
      ? [
          {
            part,
            prompt: code,
            message: `Enter the text of question ${at + 1} about the audit`,
          } as const,
        ]
      : [],
  );
  return [
    ...(auditQuality.length === 0 ? [{ part, message: none } as const] : []),
    ...empty,
    ...codeProblems(part, noun, auditQuality),
    ...nameProblems(
      part,
      noun,
      auditQuality.map(({ text }) => text),
    ),
  ];
}

const themeProblems = (tool: ToolDefinition): ToolProblem[] => [
  ...tool.themes
    .filter(({ name }) => isEmpty(name))
    .map(({ code }) => ({
      part: "themes" as const,
      message: `Enter a name for the theme ${code}`,
    })),
  ...codeProblems("themes", "theme", tool.themes),
  ...nameProblems(
    "themes",
    "theme",
    tool.themes.map(({ name }) => name),
  ),
];

/** Words that are there twice: nobody could tell the two apart in the form or in a report. */
function nameProblems(part: ToolPart, noun: string, names: readonly string[]): ToolProblem[] {
  const twice = repeatedName(names);
  return twice === null
    ? []
    : [{ part, message: `Give each ${noun} words of its own: “${twice}” is there twice` }];
}

/** Codes that are used twice, or that are none. */
function codeProblems(
  part: ToolPart,
  noun: string,
  items: readonly { code: string }[],
): ToolProblem[] {
  const codes = items.map(({ code }) => code);
  const twice = [...new Set(codes.filter((code, at) => codes.indexOf(code) !== at))];
  const wrong = codes.filter((code) => !isCode(code));
  return [
    ...twice.map((code) => ({
      part,
      message: `Give each ${noun} a code of its own: ${code} is used more than once`,
    })),
    ...wrong.map((code) => ({ part, message: `Change the code ${code} of a ${noun}` })),
  ];
}
