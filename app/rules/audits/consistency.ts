/**
 * Owns the consistency prompts: what an auditor is asked to explain before submitting.
 * Practice: the overall grade is a judgement and never computed, but one that sits oddly with the
 * rest needs its reason on record, where the moderator reads it after committing.
 */

import { namesInText } from "../core/names-in-text";
import { andList, plural } from "../core/words";
import { isGoodOrAbove, isGrade, judgementNames, severity } from "../tools/grades";
import { belowGoodWords, escalates, escalatingWords, type Grade } from "../tools/scale";
import { gradedAreas, type ToolDefinition } from "../tools/tools";
import type { AuditContent } from "./content";
import { textsOf } from "./texts";

export const consistencyCodes = [
  "overall-above-lowest",
  "inadequate-area",
  "weak-area-no-action",
  "rationale-copied",
  "no-child-voice",
  "name-in-text",
] as const;
export type ConsistencyCode = (typeof consistencyCodes)[number];

/** `message` says what was noticed and what to explain; the answer is a reason. */
export type ConsistencyPrompt = { code: ConsistencyCode; message: string };

type GradedArea = { code: string; name: string; grade: Grade; rationale: string };

/** The prompts that apply to the content as it stands, in the order of `consistencyCodes`. */
export function consistencyPrompts(
  content: AuditContent,
  tool: ToolDefinition,
): ConsistencyPrompt[] {
  const graded: GradedArea[] = gradedAreas(tool).flatMap(({ code, name }) => {
    const area = content.areas[code];
    const grade = area?.judgement;
    return area !== undefined && grade && isGrade(grade)
      ? [{ code, name, grade, rationale: area.rationale }]
      : [];
  });
  const checks: Record<ConsistencyCode, string | null> = {
    "overall-above-lowest": overallAboveLowest(content.overall.grade, graded),
    "inadequate-area": escalatingArea(content.overall.grade, graded),
    "weak-area-no-action": weakAreaWithoutAction(content, graded),
    "rationale-copied": copiedRationale(graded),
    "no-child-voice": noChildVoice(content),
    "name-in-text": nameInText(content, tool),
  };
  return consistencyCodes.flatMap((code) => {
    const message = checks[code];
    return message === null ? [] : [{ code, message }];
  });
}

const named = (areas: GradedArea[]): string => andList(areas.map((area) => area.name));

function overallAboveLowest(overall: Grade | null, graded: GradedArea[]): string | null {
  if (overall === null) return null;
  const far = graded.filter((area) => severity(area.grade) - severity(overall) >= 2);
  if (far.length === 0) return null;
  const is = plural(far.length, "is", "are");
  return `Overall is ${judgementNames[overall]}, but ${named(far)} ${is} two or more grades lower. Say why overall stands higher.`;
}

function escalatingArea(overall: Grade | null, graded: GradedArea[]): string | null {
  if (overall === null || escalates(overall)) return null;
  const areas = graded.filter((area) => escalates(area.grade));
  if (areas.length === 0) return null;
  const is = plural(areas.length, "is", "are");
  return `${named(areas)} ${is} ${escalatingWords}, but overall is ${judgementNames[overall]}. Say why overall is not ${escalatingWords}.`;
}

function weakAreaWithoutAction(content: AuditContent, graded: GradedArea[]): string | null {
  const areas = graded.filter(
    ({ code, grade }) =>
      !isGoodOrAbove(grade) && !content.actions.some((action) => action.area === code),
  );
  if (areas.length === 0) return null;
  const has = plural(areas.length, "has", "have");
  return `${named(areas)} ${has} a grade ${belowGoodWords} and no action. Add an action, or say why none is needed.`;
}

/** Same words whatever the case, spacing and punctuation. */
const words = (text: string): string =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");

function copiedRationale(graded: GradedArea[]): string | null {
  const copied = graded.filter(
    (area) =>
      words(area.rationale) !== "" &&
      graded.some((other) => other !== area && words(other.rationale) === words(area.rationale)),
  );
  if (copied.length === 0) return null;
  return `The same reason is given in ${named(copied)}. Give each its own, or say why the same one holds.`;
}

/** Only once the child's voice is addressed: until then its absence is an error, not a prompt. */
function noChildVoice(content: AuditContent): string | null {
  const child = content.voices.filter((voice) => voice.kind === "child");
  const addressed = child.length > 0 && child.every((voice) => voice.status !== null);
  if (!addressed || child.some((voice) => voice.status === "obtained")) return null;
  return "The child was not heard. Say how you came to know what life is like for them.";
}

const mostPlaces = 5;

/** Where something looks like a name, and the words: a person decides whether it is one. */
function nameInText(content: AuditContent, tool: ToolDefinition): string | null {
  const found = textsOf(content, tool).flatMap(({ place, text }) => {
    const names = namesInText(text, content.knownNames);
    return names.length > 0 ? [`${names.map((name) => `“${name}”`).join(", ")} (${place})`] : [];
  });
  if (found.length === 0) return null;
  const more = found.length > mostPlaces ? `; and ${found.length - mostPlaces} more` : "";
  return `This looks like a person’s name: ${found.slice(0, mostPlaces).join("; ")}${more}. Take it out, or say why it is no name or has to stand.`;
}
