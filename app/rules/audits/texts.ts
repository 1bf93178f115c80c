/**
 * Owns every free text of an audit and where it stands, in the order of the form.
 * Practice: what is asked of one text, such as that it names nobody, is asked of all.
 */

import type { ToolDefinition } from "../tools/tools";
import { type AuditContent, fieldNames, textLimits } from "./content";

/** `where` is the name of its field and `limit` the most characters it may have, if it is one. */
export type AuditText = { place: string; text: string; where?: string; limit?: number };

const voiceNames = { child: "The child", parent: "Parent or carer", practitioner: "Practitioner" };
const { long, note, label, method } = textLimits;

/** The texts that are not empty. */
export function textsOf(content: AuditContent, tool: ToolDefinition): AuditText[] {
  const voices = content.voices.flatMap((voice) => {
    const who = voiceNames[voice.kind];
    const of = (part: Parameters<typeof fieldNames.voice>[1]) => fieldNames.voice(voice.key, part);
    return [
      { place: `${who}: who this is`, text: voice.label, where: of("label"), limit: label },
      { place: `${who}: what they said`, text: voice.said, where: of("said"), limit: long },
      { place: `${who}: how`, text: voice.method, where: of("method"), limit: method },
      { place: `${who}: why not heard`, text: voice.reason, where: of("reason"), limit: note },
    ];
  });
  const areas = tool.areas.flatMap(({ code: area, name, prompts }) => {
    const written = content.areas[area];
    const asked = prompts.flatMap(({ code, text, answer }) => [
      {
        place: `${name}: “${text}”`,
        text: answer === "text" ? (written?.prompts[code]?.answer ?? "") : "",
        where: fieldNames.areaPrompt(area, code),
        limit: long,
      },
      {
        place: `${name}: note on “${text}”`,
        text: written?.prompts[code]?.note ?? "",
        where: fieldNames.areaPromptNote(area, code),
        limit: note,
      },
    ]);
    return [
      ...asked,
      {
        place: `${name}: commentary`,
        text: written?.commentary ?? "",
        where: fieldNames.commentary(area),
        limit: long,
      },
      {
        place: `${name}: reason for the grade`,
        text: written?.rationale ?? "",
        where: fieldNames.rationale(area),
        limit: long,
      },
    ];
  });
  const overall = {
    place: "Overall: reason for the grade",
    text: content.overall.rationale,
    where: fieldNames.overallRationale,
    limit: long,
  };
  return [...voices, ...areas, overall, ...(content.otherTexts ?? [])].filter(
    ({ text }) => text.trim() !== "",
  );
}
