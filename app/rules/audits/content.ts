/**
 * Owns what an audit says: its shape, and the name under which each answer is kept.
 * Practice: every field is saved on its own, so that nothing typed is lost and two people meet a
 * conflict over one field and not over a whole audit.
 */
import { isGrade, isJudgement, type Judgement } from "../tools/grades";
import { answerOf, shownPrompts } from "../tools/prompts";
import type { Grade } from "../tools/scale";
import {
  isGradedArea,
  type QuestionAnswer,
  questionAnswers,
  type ToolDefinition,
  type VoiceKind,
} from "../tools/tools";

export const voiceStatuses = [
  "obtained",
  "no-reply",
  "declined",
  "not-appropriate",
  "not-safe",
] as const;
export type VoiceStatus = (typeof voiceStatuses)[number];

export const voiceStatusNames: Record<VoiceStatus, string> = {
  obtained: "Heard",
  "no-reply": "Tried, no reply",
  declined: "Declined",
  "not-appropriate": "Not appropriate",
  "not-safe": "Not safe to contact",
};

export type AuditVoice = {
  /** "child", "practitioner", "parent-1", "parent-2" and so on. */
  key: string;
  kind: VoiceKind;
  /** Who it is in the child's life: "Mother", "Foster carer". Never a name. */
  label: string;
  status: VoiceStatus | null;
  reason: string;
  said: string;
  /** YYYY-MM-DD as typed; empty when not given. */
  heldOn: string;
  method: string;
  /** Not to be shared with the worker. */
  notShared: boolean;
};

export type AreaContent = {
  /** By code; only those shown: what was typed into one since hidden is kept and not read. */
  prompts: Record<string, { answer: string | null; note: string }>;
  commentary: string;
  judgement: Judgement | null;
  rationale: string;
  /** Null stands for the case's own team. */
  responsibleTeamId: string | null;
};

export type AuditContent = {
  areas: Record<string, AreaContent>;
  overall: { grade: Grade | null; rationale: string };
  voices: AuditVoice[];
  questions: Record<string, { answer: QuestionAnswer | null; note: string }>;
  /** The reason given for each consistency prompt, by its code. */
  promptReasons: Record<string, string>;
  findings: { strengths: number; developments: number };
  /** Child-level actions, each with the practice area it belongs to, if any. */
  actions: { area: string | null }[];
  /** What findings and actions say, which are kept apart from the answers. */
  otherTexts?: { place: string; text: string }[];
  /** Names that may stand in a text: of staff and of teams. */
  knownNames?: string[];
};

/** The most characters of a long text, of a note and of a reason asked for, when it is submitted. */
export const textLimits = { long: 8000, note: 1000, reason: 2000, label: 60, method: 100 };

export type VoicePart =
  | "label"
  | "status"
  | "reason"
  | "said"
  | "held-on"
  | "method"
  | "not-shared";

/** The name each answer is kept under. A flag is kept as "yes". */
export const fieldNames = {
  areaPrompt: (area: string, prompt: string) => `area.${area}.prompt.${prompt}`,
  areaPromptNote: (area: string, prompt: string) => `area.${area}.prompt.${prompt}.note`,
  commentary: (area: string) => `area.${area}.commentary`,
  grade: (area: string) => `area.${area}.grade`,
  rationale: (area: string) => `area.${area}.rationale`,
  team: (area: string) => `area.${area}.team`,
  overallGrade: "overall.grade",
  overallRationale: "overall.rationale",
  voice: (key: string, part: VoicePart) => `voice.${key}.${part}`,
  promptReason: (code: string) => `prompt.${code}`,
  question: (code: string) => `question.${code}`,
  questionNote: (code: string) => `question.${code}.note`,
  /** What one reviewer or agency answers, apart from what is agreed of the case. */
  inPart: (partId: string, field: string) => `part.${partId}.${field}`,
};

const voiceField =
  /^voice\.((child|parent|practitioner)(?:-[1-9][0-9]?)?)\.(label|status|reason|said|held-on|method|not-shared)$/;

/** The key of the voice a field belongs to, if the tool asks for such voices; else null. */
export function voiceKeyOf(field: string, tool: Pick<ToolDefinition, "voices">): string | null {
  const [, key = null, kind] = voiceField.exec(field) ?? [];
  return tool.voices.some((wanted) => wanted === kind) ? key : null;
}

/** The voice every tool that asks for its kind starts with. */
const firstVoice: Record<VoiceKind, string> = {
  child: "child",
  parent: "parent-1",
  practitioner: "practitioner",
};

/** Whether an answer may be kept under this name; `promptCodes` are the consistency prompts'. */
export function isAuditField(
  field: string,
  tool: ToolDefinition,
  promptCodes: readonly string[],
): boolean {
  const voice = voiceField.exec(field);
  if (voice !== null) return tool.voices.some((kind) => kind === voice[2]);
  const names = fieldNames;
  return (
    (tool.overall !== null && [names.overallGrade, names.overallRationale].includes(field)) ||
    promptCodes.some((code) => names.promptReason(code) === field) ||
    tool.questions.some(
      ({ code }) => names.question(code) === field || names.questionNote(code) === field,
    ) ||
    tool.areas.some(
      ({ code: area, prompts }) =>
        [names.commentary, names.grade, names.rationale, names.team].some(
          (name) => name(area) === field,
        ) ||
        prompts.some(
          ({ code }) =>
            names.areaPrompt(area, code) === field || names.areaPromptNote(area, code) === field,
        ),
    )
  );
}

/**
 * Reads the answers kept by field name. What the tool does not know is left out, and a code that
 * is none of its choices counts as not answered.
 */
export function contentFromAnswers(
  answers: Record<string, string>,
  tool: ToolDefinition,
  counted: Pick<AuditContent, "findings" | "actions" | "otherTexts" | "knownNames"> = {
    findings: { strengths: 0, developments: 0 },
    actions: [],
  },
): AuditContent {
  const given = new Map(Object.entries(answers));
  const read = (field: string): string => given.get(field) ?? "";
  const overall = read(fieldNames.overallGrade);
  return {
    areas: Object.fromEntries(tool.areas.map((area) => [area.code, areaContent(area, read)])),
    overall: {
      grade: isGrade(overall) ? overall : null,
      rationale: read(fieldNames.overallRationale),
    },
    voices: voicesOf([...given.keys()], tool, read),
    questions: Object.fromEntries(
      tool.questions.map(({ code }) => [
        code,
        {
          answer: choice(questionAnswers, read(fieldNames.question(code))),
          note: read(fieldNames.questionNote(code)),
        },
      ]),
    ),
    promptReasons: Object.fromEntries(
      [...given].flatMap(([field, value]) =>
        /^prompt\.[a-z-]+$/.test(field) ? [[field.slice("prompt.".length), value]] : [],
      ),
    ),
    ...counted,
  };
}

const choice = <Code extends string>(codes: readonly Code[], value: string): Code | null =>
  codes.find((code) => code === value) ?? null;

function areaContent(
  area: ToolDefinition["areas"][number],
  read: (field: string) => string,
): AreaContent {
  const judgement = isGradedArea(area) ? read(fieldNames.grade(area.code)) : "";
  const kept = (code: string) => read(fieldNames.areaPrompt(area.code, code));
  return {
    prompts: Object.fromEntries(
      shownPrompts(area.prompts, kept).map((prompt) => [
        prompt.code,
        {
          answer: answerOf(prompt, kept(prompt.code)),
          note: read(fieldNames.areaPromptNote(area.code, prompt.code)),
        },
      ]),
    ),
    commentary: read(fieldNames.commentary(area.code)),
    judgement: isJudgement(judgement) ? judgement : null,
    rationale: read(fieldNames.rationale(area.code)),
    responsibleTeamId: read(fieldNames.team(area.code)) || null,
  };
}

/** The first voice of each kind asked for, and every further one that has an answer. */
function voicesOf(
  fields: string[],
  tool: ToolDefinition,
  read: (field: string) => string,
): AuditVoice[] {
  return tool.voices.flatMap((kind) => {
    const keys = new Set([firstVoice[kind]]);
    for (const field of fields) {
      const [, key, of] = voiceField.exec(field) ?? [];
      if (key !== undefined && of === kind && read(field) !== "") keys.add(key);
    }
    const inOrder = [...keys].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    return inOrder.map((key) => {
      const part = (name: VoicePart) => read(fieldNames.voice(key, name));
      return {
        key,
        kind,
        label: part("label"),
        status: choice(voiceStatuses, part("status")),
        reason: part("reason"),
        said: part("said"),
        heldOn: part("held-on"),
        method: part("method"),
        notShared: part("not-shared") === "yes",
      };
    });
  });
}
