/**
 * Owns the fields of a form that is saved as it is typed in, and reading them as they were typed.
 * Practice: a draft is checked for sizes and codes alone, never for completeness.
 */
import * as z from "zod";
import { keepName, type PostedAnswer } from "~/rules/core/answer-merge";
import { isFlatJson } from "~/rules/core/posted-limits";
import { choice, type FormValue, optionalText } from "./fields";

/** One field of a draft: how it is checked, what a conflict calls it, how its codes are said. */
export type DraftField = {
  name: string;
  label: string;
  schema: z.ZodType<string | null>;
  words?: Record<string, string>;
  /** Free text: the most characters that may be submitted; a draft keeps what is beyond. */
  limit?: number;
  /** The name of its control, where that is not the field's own. */
  control?: string;
  /** Posted as three boxes. */
  isDate?: boolean;
  /** A ticked box posts nothing when it is not ticked: it stands beside this field. */
  besides?: string;
};

/** Free text of at most `limit` characters. */
export const free = (limit: number) => ({ schema: optionalText(limit), limit });

/** One of these codes, or none yet. */
export const code = (codes: readonly string[], words?: Record<string, string>) => ({
  schema: choice(["", ...codes] as unknown as [string, ...string[]], "Choose one from the list"),
  words,
});

export type Draft = { saveId: string; answers: PostedAnswer[] };

const bases = z.record(
  z.string().max(200),
  z.object({ version: z.number().int().min(0), digest: z.string().max(64) }),
);

type Entries = Iterable<[string, FormDataEntryValue]>;

/** What was posted under each name. */
export class Posted {
  readonly all = new Map<string, FormDataEntryValue[]>();

  constructor(entries: Entries) {
    for (const [name, value] of entries) {
      const held = this.all.get(name);
      if (held) held.push(value);
      else this.all.set(name, [value]);
    }
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
  return { ok: true, value: { saveId: String(saveId), answers }, typed };
}

function json(value: unknown): unknown {
  if (typeof value !== "string" || !isFlatJson(value)) return null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
