/**
 * Owns what a form sends as it is typed in, and what may be kept of it.
 * Practice: a draft is kept as it stands, half a date and too long a text included; only what is no
 * answer at all is refused, field by field, and never the whole save.
 */
import * as z from "zod";
import { joinDate } from "~/rules/core/typed-date";
import { type DraftField, Posted, parseDraft } from "./draft";

const field = z.string().max(200);
const version = z.number().int().min(0);

/** One save: the fields that changed, over which version; and what the page shows of the others. */
export const autosaveBody = z.object({
  visit: z
    .string()
    .min(8)
    .max(40)
    .regex(/^[\w-]+$/),
  number: z.number().int().min(1).max(999_999),
  changes: z.record(
    field,
    z.object({ value: z.string().max(200_000), version, digest: z.string().max(64) }),
  ),
  versions: z.record(field, version),
});
export type AutosaveBody = z.output<typeof autosaveBody>;

/** How much of a text is kept while it is a draft: what was pasted is shortened later, not lost. */
const keptBeyond = 5;

/** The value to keep, or the message why it can't be. */
export function checkTyped(of: DraftField, value: string): { value: string } | { message: string } {
  const text = value.replace(/\r\n?/g, "\n");
  if (of.isDate) return text.length <= 60 ? { value: text } : { message: "Enter a real date" };
  if (of.limit !== undefined) {
    const most = Math.max(of.limit * keptBeyond, 500);
    if (text.length <= most) return { value: text };
    const words = most.toLocaleString("en-GB");
    return { message: `Shorten this: it can’t be saved while it is over ${words} characters` };
  }
  const checked = of.schema.safeParse(text);
  if (checked.success) return { value: checked.data ?? "" };
  return { message: checked.error.issues[0]?.message ?? "Check this" };
}

/** What stands in a form, field by field, complete or not. */
export function typedValues(
  fields: readonly DraftField[],
  entries: Iterable<[string, FormDataEntryValue]>,
): Record<string, string> {
  const posted = new Posted(entries);
  return Object.fromEntries(
    fields.flatMap((one) => {
      const input = posted.inputOf(one);
      if (input === undefined) return [];
      if (typeof input === "string") return [[one.name, input.replace(/\r\n?/g, "\n")]];
      if (!one.isDate || typeof input !== "object" || input === null) return [];
      const part = (key: string) => String((input as Record<string, unknown>)[key] ?? "");
      const date = { day: part("day"), month: part("month"), year: part("year") };
      return [[one.name, joinDate(date)]];
    }),
  );
}

/** What the form of these fields needs to be saved as it is typed in, and checked as a whole. */
export const asTyped = (fields: readonly DraftField[]) => ({
  fields,
  check: (entries: Iterable<[string, FormDataEntryValue]>) => parseDraft(fields, entries),
  read: (entries: FormData) => typedValues(fields, entries),
});
