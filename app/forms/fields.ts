/**
 * Owns the building blocks of every form's schema: text in, one coercion, words when it is wrong.
 * Practice: the same schema answers in the browser and on the server; messages start with an
 * instruction.
 */
import * as z from "zod";
import { isDate, isMonth } from "~/rules/core/dates";
import { remembered } from "~/rules/core/remembered";
import { andList } from "~/rules/core/words";

const tidy = (text: string): string => text.replace(/\r\n?/g, "\n").trim();

/** Text that must be there, at most `most` characters. */
export const text = (instruction: string, most = 4000) =>
  z
    .string({ error: instruction })
    .transform(tidy)
    .pipe(
      z
        .string()
        .min(1, instruction)
        .max(most, `${instruction} in ${most.toLocaleString("en-GB")} characters or fewer`),
    );

// A page asks for the same few sizes many times.
const optionalTextOf = remembered(100, (asked: string) => {
  const [size = "", what = ""] = asked.split(":");
  const most = Number(size);
  return z
    .string({ error: "Enter this once" })
    .optional()
    .transform((value) => tidy(value ?? ""))
    .pipe(
      z
        .string()
        .max(most, `Shorten ${what} to ${most.toLocaleString("en-GB")} characters or fewer`),
    );
});

/** Text that may be left empty: "" when it was. `what` names it where a page has several ("the help"). */
export const optionalText = (most = 4000, what = "this") => optionalTextOf(`${most}:${what}`);

/** One of a list of codes. */
export const choice = <const T extends readonly [string, ...string[]]>(
  codes: T,
  instruction: string,
) => z.enum(codes, { error: instruction });

/** An id chosen from a list; whether it exists is for the action to find out. */
export const id = (instruction: string) =>
  z.string({ error: instruction }).min(1, instruction).max(60, instruction);

/** An id, or null when none was chosen. */
export const optionalId = () =>
  z
    .string({ error: "Choose one from the list" })
    .max(60, "Choose one from the list")
    .optional()
    .transform((value) => value || null);

/** Any number of ticked boxes. */
export const several = (instruction = "Choose from the list") =>
  z.preprocess(
    (value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.string({ error: instruction }).max(60, instruction)).max(2000, instruction),
  );

/** A single ticked box: true when ticked. */
export const ticked = () => z.preprocess((value) => value === "yes" || value === "on", z.boolean());

/** A whole number from `least` to `most`. */
export const wholeNumber = (instruction: string, least: number, most: number) =>
  z
    .string({ error: instruction })
    .trim()
    .regex(/^\d{1,9}$/, instruction)
    .transform(Number)
    .pipe(
      z
        .number()
        .min(least, `Enter a number from ${least} to ${most}`)
        .max(most, `Enter a number from ${least} to ${most}`),
    );

/** A London time of day as HH:MM; 9.30 and 9:30 are taken too. */
export const clockTime = (instruction: string) =>
  z
    .string({ error: instruction })
    .trim()
    .min(1, instruction)
    .transform((value) => value.replace(".", ":").padStart(5, "0"))
    .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time like 14:05"));

/** Three boxes (day, month, year) to a date YYYY-MM-DD. */
const dateParts = z.preprocess((value) => {
  if (typeof value === "string") return value.trim();
  if (typeof value !== "object" || value === null) return "";
  const { day, month, year } = value as Record<string, unknown>;
  if (![day, month, year].every((part) => typeof part === "string")) return "";
  if (day === "" && month === "" && year === "") return "";
  return [year, month, day].map((part) => paddedPart(String(part))).join("-");
}, z.string());

const paddedPart = (part: string): string =>
  part.trim() === "" ? "" : part.trim().padStart(2, "0");

/** What is wrong with a date as it was typed, by the name of its field; null when nothing is. */
function dateProblem(name: string, value: string): string | null {
  if (value === "" || isDate(value)) return null;
  const [year = "", month = "", day = "", ...more] = value.split("-");
  const missing = Object.entries({ day, month, year }).flatMap(([part, typed]) =>
    typed === "" ? [part] : [],
  );
  return missing.length === 0 || missing.length === 3 || more.length > 0
    ? `${name} must be a real date, like 5 4 2024`
    : `${name} must include a ${andList(missing)}`;
}

const realDate = (name: string) =>
  z.string().superRefine((value, context) => {
    const message = dateProblem(name, value);
    if (message) context.addIssue({ code: "custom", message });
  });

/** A date that must be there; `name` is what its field is called. */
export const date = (name: string, instruction: string) =>
  dateParts.pipe(realDate(name).min(1, instruction));

/** A date, or null when all three boxes are empty; `name` is what its field is called. */
export const optionalDate = (name: string) =>
  dateParts.pipe(realDate(name)).transform((value) => value || null);

/** A month YYYY-MM, posted whole or as two boxes (month, year). */
export const month = (instruction: string) =>
  z.preprocess(
    (value) => {
      if (typeof value !== "object" || value === null) return value;
      const { year, month } = value as Record<string, unknown>;
      if (typeof year !== "string" || typeof month !== "string") return "";
      return `${year}-${month.padStart(2, "0")}`;
    },
    z.string({ error: instruction }).refine(isMonth, instruction),
  );

/** The version of the record as it stood when the page was made. */
export const version = () =>
  z
    .string({ error: "Reload the page and try again" })
    .regex(/^\d{1,9}$/, "Reload the page and try again")
    .transform(Number);

export type FieldErrors = Record<string, string>;
export type Typed = Record<string, unknown>;
export type FormValue<T> =
  | { ok: true; value: T; typed: Typed }
  | {
      ok: false;
      errors: FieldErrors;
      typed: Typed;
      /** Set when the form was not read at all, because of its size say. */
      status?: number;
    };

/** Form entries to an object: "due.day" nests, a repeated name makes a list. */
export function entriesToObject(entries: Iterable<[string, FormDataEntryValue]>): Typed {
  const result: Typed = Object.create(null);
  for (const [name, value] of entries) {
    const steps = name.split(".");
    if (steps.some((step) => step === "__proto__" || step === "")) continue;
    const last = steps.pop() as string;
    let place = result;
    for (const step of steps) {
      if (typeof place[step] !== "object" || place[step] === null || Array.isArray(place[step])) {
        place[step] = Object.create(null);
      }
      place = place[step] as Typed;
    }
    const held = place[last];
    if (Array.isArray(held)) held.push(value);
    else place[last] = held === undefined ? value : [held, value];
  }
  return result;
}

/** Checks form entries against a schema: what was typed, and the value or a message a field. */
export function parseForm<S extends z.ZodType>(
  schema: S,
  entries: Iterable<[string, FormDataEntryValue]>,
): FormValue<z.output<S>> {
  const posted = [...entries];
  const typed = entriesToObject(posted);
  const result = schema.safeParse(typed);
  if (result.success) return { ok: true, value: result.data, typed: withoutFiles(typed) };
  const errors: FieldErrors = {};
  for (const issue of result.error.issues) {
    const name = issue.path.map(String).join(".");
    errors[name] ??= issue.message;
  }
  return {
    ok: false,
    errors: inOrderOf(schema, placesOf(posted), errors),
    typed: withoutFiles(typed),
  };
}

/**
 * A schema's fields stand in the order of its page: so do its messages, whatever was checked first;
 * within a group of fields they come as the page posted them.
 */
function inOrderOf(schema: z.ZodType, posted: Map<string, number>, errors: FieldErrors) {
  const fields = [...new Set(fieldsOf(schema))];
  const placed = Object.entries(errors).map((entry) => {
    const [name] = entry;
    const group = groupsOf(name).findLast((one) => posted.has(one)) ?? "";
    return { entry, field: fields.indexOf(name.split(".")[0] ?? ""), at: posted.get(group) ?? -1 };
  });
  placed.sort((one, other) => one.field - other.field || one.at - other.at);
  return Object.fromEntries(placed.map(({ entry }) => entry));
}

/** "areas", "areas.impact", "areas.impact.grade": a name and the groups it is in, the widest first. */
const groupsOf = (name: string): string[] => {
  const steps = name.split(".");
  return steps.map((_, most) => steps.slice(0, most + 1).join("."));
};

/** Where each field and each group of fields was first posted. */
function placesOf(posted: readonly [string, unknown][]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, [name]] of posted.entries()) {
    for (const group of groupsOf(name)) if (!places.has(group)) places.set(group, at);
  }
  return places;
}

/** The names of a form's fields, through whatever is done before, with and after them. */
function fieldsOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodPipe) return [...fieldsOf(schema.in), ...fieldsOf(schema.out)];
  if (schema instanceof z.ZodIntersection)
    return [...fieldsOf(schema.def.left), ...fieldsOf(schema.def.right)];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(fieldsOf);
  return [];
}

/** A copy without what was uploaded; its texts, which may be long, are the same ones. */
function withoutFiles(typed: Typed): Typed {
  const kept = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => (one instanceof Blob ? null : kept(one)));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, one]) => !(one instanceof Blob))
        .map(([name, one]) => [name, kept(one)]),
    );
  };
  return kept(typed) as Typed;
}
