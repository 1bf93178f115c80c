import { blindQuestions } from "~/rules/moderation-quality";
import { gradedAreas, type ToolDefinition } from "~/rules/tools";

/** The names of the fields in words, for a conflict. */
export const fieldLabels = (tool: ToolDefinition): Record<string, string> =>
  Object.fromEntries([
    ...gradedAreas(tool).flatMap((area) => [
      [`areas.${area.code}.grade`, `${area.name}, grade`],
      [`areas.${area.code}.reason`, `${area.name}, reason`],
    ]),
    ["overall.grade", "Overall grade"],
    ["overall.reason", "Overall, reason"],
    ...blindQuestions.flatMap((question) => [
      [`quality.${question.code}.answer`, question.text],
      [`quality.${question.code}.note`, `${question.text} Note`],
    ]),
  ]);
