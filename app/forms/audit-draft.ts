/**
 * Owns the drafts of an audit: which fields a page holds, and reading them as they were typed.
 * Practice: a draft is checked for sizes and codes alone, never for completeness.
 */
import { z } from "zod";
import type { PostedAnswer } from "~/rules/answer-merge";
import { fieldNames, textLimits, voiceStatuses, voiceStatusNames } from "~/rules/audit-content";
import { grades, judgementNames, ungraded } from "~/rules/grades";
import { answerChoices, isNumber } from "~/rules/prompts";
import { isGradedArea, type Prompt, type ToolDefinition } from "~/rules/tools";
import { choice, type FormValue, optionalDate, optionalText } from "./fields";

/** One field of a draft: how it is checked, what a conflict calls it, how its codes are said. */
export type DraftField = {
  name: string;
  label: string;
  schema: z.ZodType<string | null>;
  words?: Record<string, string>;
  /** Free text: the most characters that may be handed in; a draft keeps what is beyond. */
  limit?: number;
  /** The name of its control, where that is not the field's own. */
  control?: string;
  /** Posted as three boxes. */
  isDate?: boolean;
  /** A ticked box posts nothing when it is not ticked: it stands beside this field. */
  besides?: string;
};

export const longText = textLimits.long;
export const noteText = textLimits.note;

/** Free text of at most `limit` characters. */
const free = (limit: number) => ({ schema: optionalText(limit), limit });

const code = (codes: readonly string[], words?: Record<string, string>) => ({
  schema: choice(["", ...codes] as unknown as [string, ...string[]], "Choose one from the list"),
  words,
});

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
      return { ...field, schema: optionalDate(), isDate: true };
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
  return [
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
    ...(isGradedArea(area) ? gradeFields(area, teams) : []),
  ];
}

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
      schema: optionalDate(),
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

export type Draft = { saveId: string; answers: PostedAnswer[] };

/** The name of the choice between two versions of a field. */
export const keepName = (field: string): string => `keep:${field}`;

const bases = z.record(
  z.string().max(200),
  z.object({ version: z.number().int().min(0), digest: z.string().max(64) }),
);

type Entries = Iterable<[string, FormDataEntryValue]>;

/** What was posted under each name. */
export class Posted {
  readonly all = new Map<string, FormDataEntryValue[]>();

  constructor(entries: Entries) {
    for (const [name, value] of entries) this.all.set(name, [...(this.all.get(name) ?? []), value]);
  }

  one(name: string): unknown {
    const values = this.all.get(name);
    return values && values.length > 1 ? values : values?.[0];
  }

  /** What stands in a field; undefined when it was not on the page. */
  inputOf({ isDate, besides, ...field }: DraftField): unknown {
    const name = field.control ?? field.name;
    if (isDate && this.all.has(`${name}.day`)) {
      const part = (key: string) => this.one(`${name}.${key}`);
      return { day: part("day"), month: part("month"), year: part("year") };
    }
    if (this.all.has(name)) return this.one(name);
    return besides && this.all.has(besides) ? "" : undefined;
  }
}

/** Reads a draft: the fields posted, each with the version it was typed over. */
export function parseDraft(fields: readonly DraftField[], entries: Entries): FormValue<Draft> {
  const posted = new Posted(entries);
  const one = (name: string) => posted.one(name);
  const typed = Object.fromEntries(
    [...posted.all].flatMap(([name, [value]]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
  const errors: Record<string, string> = {};
  const saveId = one("saveId");
  const shown = bases.safeParse(json(one("bases")));
  if (typeof saveId !== "string" || saveId === "" || saveId.length > 60 || !shown.success) {
    errors[""] = "Reload the page and try again: part of this form was missing";
  }
  const contested = posted.all.get("contested") ?? [];
  const answers: PostedAnswer[] = [];
  for (const field of fields) {
    const input = posted.inputOf(field);
    if (input === undefined) continue;
    const result = field.schema.safeParse(input);
    if (!result.success) {
      errors[field.name] = result.error.issues[0]?.message ?? "Check this";
      continue;
    }
    const keep = one(keepName(field.name));
    const isContested = contested.includes(field.name);
    answers.push({
      field: field.name,
      value: result.data ?? "",
      base: (shown.success && shown.data[field.name]) || { version: 0, digest: "" },
      choice: keep === "mine" || keep === "theirs" ? keep : isContested ? "open" : null,
    });
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors, typed };
  return { ok: true, value: { saveId: String(saveId), answers } };
}

function json(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}
