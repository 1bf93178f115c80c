/**
 * Owns the fields of an audit's form: which a page holds, and all of them.
 * Practice: an area asks what its tool's version asks, and voices are asked about one by one.
 */

import { consistencyCodes } from "~/rules/audits/consistency";
import {
  fieldNames,
  textLimits,
  voiceKeyOf,
  voiceStatuses,
  voiceStatusNames,
} from "~/rules/audits/content";
import { remembered } from "~/rules/core/remembered";
import { judgementNames, ungraded } from "~/rules/tools/grades";
import { answerChoices, isNumber } from "~/rules/tools/prompts";
import { grades } from "~/rules/tools/scale";
import { isGradedArea, type Prompt, type ToolDefinition } from "~/rules/tools/tools";
import { code, type DraftField, free } from "./draft";
import { optionalDate, optionalText } from "./fields";
import { foundFields } from "./found-drafts";

export const longText = textLimits.long;
export const noteText = textLimits.note;

/** How the answer to a prompt is checked, by the type of answer it asks for. */
function promptField(name: string, prompt: Prompt): DraftField {
  const field = { name, label: prompt.text };
  const choices = answerChoices(prompt);
  switch (prompt.answer ?? "scale") {
    case "scale":
    case "choice":
      return {
        ...field,
        ...code(
          choices.map((one) => one.code),
          Object.fromEntries(choices.map((one) => [one.code, one.name])),
        ),
      };
    case "date":
      return { ...field, schema: optionalDate(field.label), isDate: true };
    case "number":
      return {
        ...field,
        limit: 20,
        schema: optionalText(20).refine(
          (value) => value === "" || isNumber(value),
          `Enter a number, like 12 or 4.5, for “${prompt.text}”`,
        ),
      };
    case "text":
      return { ...field, ...free(longText) };
  }
}

/** The fields of one practice area's page; `teams` are those that may be responsible. */
export function areaFields(
  area: ToolDefinition["areas"][number],
  teams: readonly { id: string; name: string }[],
): DraftField[] {
  return [...askedFields(area), ...(isGradedArea(area) ? gradeFields(area, teams) : [])];
}

/** What an area asks whoever may be responsible: its prompts with their notes, and the commentary. */
const askedFields = remembered(200, (area: ToolDefinition["areas"][number]): DraftField[] => [
  ...area.prompts.flatMap((prompt): DraftField[] => [
    promptField(fieldNames.areaPrompt(area.code, prompt.code), prompt),
    {
      name: fieldNames.areaPromptNote(area.code, prompt.code),
      label: `Note on “${prompt.text}”`,
      ...free(noteText),
    },
  ]),
  {
    name: fieldNames.commentary(area.code),
    label: "Commentary",
    ...free(longText),
  },
]);

function gradeFields(
  area: ToolDefinition["areas"][number],
  teams: readonly { id: string; name: string }[],
): DraftField[] {
  const allowed = ungraded.filter((one) => one === "not-judged" || area.mayNotApply);
  const names = Object.fromEntries(teams.map((team) => [team.id, team.name]));
  return [
    {
      name: fieldNames.grade(area.code),
      label: "Grade",
      ...code([...grades, ...allowed], judgementNames),
    },
    { name: fieldNames.rationale(area.code), label: "Reason", ...free(longText) },
    {
      name: fieldNames.team(area.code),
      label: "Team responsible",
      ...code(Object.keys(names), names),
    },
  ];
}

export const overallFields: DraftField[] = [
  { name: fieldNames.overallGrade, label: "Overall grade", ...code(grades, judgementNames) },
  {
    name: fieldNames.overallRationale,
    label: "Reason for the overall grade",
    ...free(longText),
  },
];

/** The fields of the voices with these keys. */
export const voiceFields = (keys: readonly string[]): DraftField[] =>
  keys.flatMap((key): DraftField[] => [
    {
      name: fieldNames.voice(key, "label"),
      label: "Who this is",
      ...free(textLimits.label),
    },
    {
      name: fieldNames.voice(key, "status"),
      label: "Whether they were heard",
      ...code(voiceStatuses, voiceStatusNames),
    },
    {
      name: fieldNames.voice(key, "said"),
      label: "What they said",
      ...free(longText),
    },
    {
      name: fieldNames.voice(key, "held-on"),
      label: "When",
      schema: optionalDate("Date they were heard"),
      isDate: true,
    },
    { name: fieldNames.voice(key, "method"), label: "How", ...free(textLimits.method) },
    {
      name: fieldNames.voice(key, "reason"),
      label: "Why they were not heard",
      ...free(noteText),
    },
    {
      name: fieldNames.voice(key, "not-shared"),
      label: "Not to be shared with the worker",
      ...code(["yes"], { yes: "Yes" }),
      besides: fieldNames.voice(key, "said"),
    },
  ]);

/** The reasons asked for by the consistency prompts. */
export const reasonFields = (prompts: readonly { code: string; message: string }[]): DraftField[] =>
  prompts.map((prompt) => ({
    name: fieldNames.promptReason(prompt.code),
    label: prompt.message,
    ...free(textLimits.reason),
  }));

/** Every field of an audit's form; `names` are those asked about, which may hold more voices. */
export function fieldsOfAudit(
  tool: ToolDefinition,
  teams: readonly { id: string; name: string }[],
  names: readonly string[],
): DraftField[] {
  const voices = new Set(names.flatMap((name) => voiceKeyOf(name, tool) ?? []));
  const reasons = consistencyCodes.map((code) => ({ code, message: "Your reason" }));
  return [
    ...voiceFields([...voices]),
    ...tool.areas.flatMap((area) => areaFields(area, teams)),
    ...(tool.overall ? overallFields : []),
    ...reasonFields(reasons),
    ...foundFields(names),
  ];
}
