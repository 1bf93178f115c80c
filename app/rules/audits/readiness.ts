/**
 * Owns what still stands between an audit and its submission.
 * Practice: an audit without a reason for each grade, without every voice addressed or with an
 * oddity left unexplained is not one that a practitioner can learn from.
 */

import { isDate } from "../core/dates";
import { insideSentence } from "../core/words";
import { isGrade } from "../tools/grades";
import {
  isGradedArea,
  type PracticeArea,
  type ToolDefinition,
  type VoiceKind,
} from "../tools/tools";
import { consistencyPrompts } from "./consistency";
import { type AreaContent, type AuditContent, type AuditVoice, fieldNames } from "./content";
import { textsOf } from "./texts";

/** `where` is the field's name, see `fieldNames`. */
export type Problem = { where: string; message: string };

/** Every problem in the order of the form; empty when the audit may be submitted. */
export function readyToSubmit(content: AuditContent, tool: ToolDefinition): Problem[] {
  return [
    ...tool.voices.flatMap((kind) => voiceProblems(kind, content.voices)),
    ...tool.areas.flatMap((area) => areaProblems(area, content.areas[area.code])),
    ...questionProblems(content, tool),
    ...(tool.overall === null ? [] : overallProblems(content.overall)),
    ...tooLong(content, tool),
    ...promptProblems(content, tool),
  ];
}

/** A draft keeps what is too long; it is shortened before it is submitted. */
const tooLong = (content: AuditContent, tool: ToolDefinition): Problem[] =>
  textsOf(content, tool).flatMap(({ place, text, where, limit }) =>
    where && limit && text.trim().length > limit
      ? [
          {
            where,
            message: `Shorten this to ${limit.toLocaleString("en-GB")} characters or fewer: ${place}`,
          },
        ]
      : [],
  );

const isEmpty = (text: string | undefined): boolean => (text ?? "").trim() === "";

/** A required prompt that is shown and not answered, by name. */
const unanswered = (area: PracticeArea, content: AreaContent | undefined): Problem[] =>
  area.prompts.flatMap(({ code, text, required }) => {
    const given = content?.prompts[code];
    if (!required || !given || given.answer !== null) return [];
    return [{ where: fieldNames.areaPrompt(area.code, code), message: `Answer “${text}”` }];
  });

function areaProblems(area: PracticeArea, content: AreaContent | undefined): Problem[] {
  const problems = unanswered(area, content);
  if (!isGradedArea(area)) return problems;
  const judgement = content?.judgement ?? null;
  const name = insideSentence(area.name);
  if (judgement === null)
    problems.push({ where: fieldNames.grade(area.code), message: `Choose a grade for ${name}` });
  else if (judgement === "not-applicable" && !area.mayNotApply)
    problems.push({
      where: fieldNames.grade(area.code),
      message: `Choose a grade for ${name}: it applies to every case`,
    });
  if (isEmpty(content?.rationale)) {
    const what =
      judgement === null || isGrade(judgement)
        ? `Enter your reason for the grade for ${name}`
        : judgement === "not-applicable"
          ? `Enter why ${name} does not apply`
          : `Enter why ${name} could not be judged`;
    problems.push({ where: fieldNames.rationale(area.code), message: what });
  }
  return problems;
}

function overallProblems(overall: AuditContent["overall"]): Problem[] {
  const problems: Problem[] = [];
  if (overall.grade === null)
    problems.push({ where: fieldNames.overallGrade, message: "Choose an overall grade" });
  if (isEmpty(overall.rationale))
    problems.push({
      where: fieldNames.overallRationale,
      message: "Enter your reason for the overall grade",
    });
  return problems;
}

const voiceNames: Record<VoiceKind, string> = {
  child: "the child",
  parent: "the parent or carer",
  practitioner: "the practitioner",
};

function voiceProblems(kind: VoiceKind, voices: AuditVoice[]): Problem[] {
  return voices
    .filter((voice) => voice.kind === kind)
    .flatMap(({ key, label, status, reason, said, heldOn }) => {
      const who = label.trim() === "" ? voiceNames[kind] : `${voiceNames[kind]} (${label.trim()})`;
      const half =
        heldOn === "" || isDate(heldOn)
          ? []
          : [
              {
                where: fieldNames.voice(key, "held-on"),
                message: `Enter the whole date you heard ${who}, like 5 4 2024, or leave it empty`,
              },
            ];
      if (status === null)
        return [
          { where: fieldNames.voice(key, "status"), message: `Choose whether you heard ${who}` },
          ...half,
        ];
      if (status === "obtained" && isEmpty(said))
        return [
          { where: fieldNames.voice(key, "said"), message: `Enter what ${who} said` },
          ...half,
        ];
      if (status !== "obtained" && isEmpty(reason))
        return [
          { where: fieldNames.voice(key, "reason"), message: `Enter why you did not hear ${who}` },
          ...half,
        ];
      return half;
    });
}

const questionProblems = (content: AuditContent, tool: ToolDefinition): Problem[] =>
  tool.questions
    .filter(({ code }) => (content.questions[code]?.answer ?? null) === null)
    .map(({ code, text }) => ({
      where: fieldNames.question(code),
      message: `Answer “${text}”`,
    }));

const promptProblems = (content: AuditContent, tool: ToolDefinition): Problem[] =>
  consistencyPrompts(content, tool)
    .filter(({ code }) => isEmpty(content.promptReasons[code]))
    .map(({ code, message }) => ({
      where: fieldNames.promptReason(code),
      message: `Give your reason: ${message}`,
    }));

/** "optional" is a section that asks for nothing and has nothing in it yet. */
export type SectionState = "not-started" | "in-progress" | "complete" | "optional";

/**
 * How far one section of the form is: `prefix` is what its field names start with, such as
 * "area.assessment." or "voice.". A section that nothing is missing from is complete even when it
 * is empty, unless it `mayStayEmpty`: then it is optional.
 */
export function sectionState(
  prefix: string,
  answers: Record<string, string>,
  problems: Problem[],
  mayStayEmpty = false,
): SectionState {
  const begun = Object.entries(answers).some(
    ([field, value]) => field.startsWith(prefix) && value.trim() !== "",
  );
  if (problems.some(({ where }) => where.startsWith(prefix)))
    return begun ? "in-progress" : "not-started";
  return begun || !mayStayEmpty ? "complete" : "optional";
}
