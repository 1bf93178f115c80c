/**
 * Owns reading an audit tool's definition: the one schema for what is stored and for what is
 * brought in from a file.
 * Practice: a stored definition is never trusted to be of today's shape: one written before a
 * field existed reads as it was meant; what can't be read is refused by path, in words. Whether a
 * definition is complete enough to publish is another question (tool-problems.ts).
 */
import { z } from "zod";
import { answerTypes, type ToolDefinition, voiceKinds } from "./tools";

export const toolLimits = {
  areas: 30,
  prompts: 40,
  choices: 20,
  questions: 40,
  themes: 60,
  name: 120,
  text: 500,
  guidance: 1000,
  about: 4000,
  descriptor: 4000,
  code: 60,
} as const;

/**
 * Codes that nothing may have: "overall" is the overall judgement's own, and "constructor" a name
 * that every object has: read by such a code, an answer would be found that nobody gave.
 */
export const reservedCodes: readonly string[] = ["overall", "constructor"];

/** Lower-case words joined by hyphens. */
export const isCode = (code: string): boolean =>
  /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code) &&
  code.length <= toolLimits.code &&
  !reservedCodes.includes(code);

const text = (most: number) =>
  z
    .string({ error: (issue) => (issue.input === undefined ? "is missing" : "must be text") })
    .max(most, `must be ${most.toLocaleString("en-GB")} characters or fewer`);
const code = text(toolLimits.code).refine(
  isCode,
  "must be lower-case words joined by hyphens, like direct-work, and not “overall”",
);
const list = <S extends z.ZodType>(item: S, most: number) =>
  z
    .array(item, {
      error: (issue) => (issue.input === undefined ? "is missing" : "must be a list"),
    })
    .max(most, `must hold ${most} or fewer`);
const yesOrNo = z.boolean({ error: "must be true or false" });
const oneOf = <const T extends readonly [string, ...string[]]>(codes: T) =>
  z.enum(codes, { error: `must be one of ${codes.join(", ")}` });
const months = z
  .number({ error: (issue) => (issue.input === undefined ? "is missing" : "must be a number") })
  .int("must be a whole number")
  .min(1, "must be 1 or more")
  .max(120, "must be 120 or fewer");

/** `group` makes an object's schema: one that drops unknown fields, or one that refuses them. */
function schemaWith(group: typeof z.object) {
  const groupOf = <S extends z.ZodRawShape>(shape: S) =>
    group(shape, {
      error: (issue) => {
        if (issue.code === "unrecognized_keys")
          return `holds something unknown: ${(issue.keys as string[]).join(", ")}`;
        return issue.input === undefined ? "is missing" : "must be a group of fields in { }";
      },
    });
  const named = groupOf({ code, name: text(toolLimits.name) });
  const descriptors = groupOf({
    outstanding: text(toolLimits.descriptor),
    good: text(toolLimits.descriptor),
    "requires-improvement": text(toolLimits.descriptor),
    inadequate: text(toolLimits.descriptor),
  });
  const asked = {
    code,
    text: text(toolLimits.text),
    guidance: text(toolLimits.guidance).optional(),
  };
  const prompt = groupOf({
    ...asked,
    answer: oneOf(answerTypes).optional(),
    choices: list(named, toolLimits.choices).optional(),
    required: yesOrNo.optional(),
    shownIf: groupOf({
      prompt: text(toolLimits.code),
      answers: list(text(toolLimits.code), toolLimits.choices),
    }).optional(),
  });
  const area = groupOf({
    code,
    name: text(toolLimits.name),
    about: text(toolLimits.about),
    mayNotApply: yesOrNo,
    graded: yesOrNo.optional(),
    prompts: list(prompt, toolLimits.prompts),
    descriptors,
  });
  return groupOf({
    name: text(toolLimits.name),
    about: text(toolLimits.about),
    lookBack: groupOf({ judgeMonths: months, readMonths: months }),
    areas: list(area, toolLimits.areas),
    overall: groupOf({ about: text(toolLimits.about), descriptors }).nullable(),
    questions: list(groupOf(asked), toolLimits.questions),
    voices: list(oneOf(voiceKinds), voiceKinds.length),
    themes: list(named, toolLimits.themes),
  });
}

/** What is stored: fields that this version doesn't know are dropped. */
export const toolDefinitionSchema: z.ZodType<ToolDefinition> = schemaWith(z.object);

/** What is brought in from a file: nothing is dropped in silence. */
export const strictToolDefinitionSchema: z.ZodType<ToolDefinition> = schemaWith(
  z.strictObject as typeof z.object,
);

/** A stored definition. Throws when it can't be read: then the store is damaged. */
export const readDefinition = (stored: string): ToolDefinition =>
  toolDefinitionSchema.parse(JSON.parse(stored));
