/**
 * Owns reading an audit tool's definition: the one schema for what is stored and for what is
 * brought in from a file.
 * Practice: a stored definition is never trusted to be of today's shape: one written before a
 * field existed reads as it was meant; what can't be read is refused by path, in words. Whether a
 * definition is complete enough to publish is another question (tool-problems.ts).
 */

import * as z from "zod";
import { frozen, remembered } from "../core/remembered";
import { forGrades } from "./scale";
import { answerTypes, type ToolDefinition, voiceKinds } from "./tools";

export const toolLimits = {
  areas: 30,
  prompts: 40,
  choices: 20,
  questions: 40,
  agencies: 15,
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
/** Control characters but for tab and line ends, and halves of a character: nobody typed these. */
const isUnreadable = (value: string): boolean => /[^\P{Cc}\t\n\r]|\p{Cs}/u.test(value);
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

/**
 * `group` makes an object's schema: one that drops unknown fields, or one that refuses them.
 * `isStrict` also refuses text that no form of ours would take.
 */
function schemaWith(group: typeof z.object, isStrict: boolean) {
  const words = (most: number) =>
    isStrict
      ? text(most).refine((value) => !isUnreadable(value), "holds characters that can’t be read")
      : text(most);
  const name = () =>
    isStrict
      ? words(toolLimits.name)
          .refine((value) => value.trim() !== "", "must not be empty")
          .refine((value) => !/[\n\r]/.test(value), "must stand on one line")
      : words(toolLimits.name);
  const coded = <S extends z.ZodType<{ code: string }[]>>(items: S) =>
    isStrict
      ? items.superRefine((list, context) => {
          const codes = list.map((item) => item.code);
          codes.forEach((one, at) => {
            if (codes.indexOf(one) < at)
              context.addIssue({
                code: "custom",
                path: [at, "code"],
                message: `must be its own: ${one} is there twice`,
              });
          });
        })
      : items;
  const groupOf = <S extends z.ZodRawShape>(shape: S) =>
    group(shape, {
      error: (issue) => {
        if (issue.code === "unrecognized_keys")
          return `holds something unknown: ${(issue.keys as string[]).join(", ")}`;
        return issue.input === undefined ? "is missing" : "must be a group of fields in { }";
      },
    });
  const named = groupOf({ code, name: name() });
  const descriptors = groupOf(forGrades(() => words(toolLimits.descriptor)));
  const asked = {
    code,
    text: words(toolLimits.text),
    guidance: words(toolLimits.guidance).optional(),
  };
  const prompt = groupOf({
    ...asked,
    answer: oneOf(answerTypes).optional(),
    choices: coded(list(named, toolLimits.choices)).optional(),
    required: yesOrNo.optional(),
    shownIf: groupOf({
      prompt: text(toolLimits.code),
      answers: list(text(toolLimits.code), toolLimits.choices),
    }).optional(),
  });
  const area = groupOf({
    code,
    name: name(),
    about: words(toolLimits.about),
    mayNotApply: yesOrNo,
    graded: yesOrNo.optional(),
    prompts: coded(list(prompt, toolLimits.prompts)),
    descriptors,
  });
  return groupOf({
    name: name(),
    about: words(toolLimits.about),
    lookBack: groupOf({ judgeMonths: months, readMonths: months }),
    areas: coded(list(area, toolLimits.areas)),
    overall: groupOf({ about: words(toolLimits.about), descriptors }).nullable(),
    questions: coded(
      list(
        groupOf({ ...asked, agencies: list(name(), toolLimits.agencies).optional() }),
        toolLimits.questions,
      ),
    ),
    voices: list(oneOf(voiceKinds), voiceKinds.length),
    themes: coded(list(named, toolLimits.themes)),
    auditQuality: coded(
      list(groupOf({ ...asked, afterReveal: yesOrNo }), toolLimits.questions),
    ).optional(),
  });
}

/** What is stored: fields that this version doesn't know are dropped. */
export const toolDefinitionSchema: z.ZodType<ToolDefinition> = schemaWith(z.object, false);

/** What is brought in from a file: nothing is dropped in silence. */
export const strictToolDefinitionSchema: z.ZodType<ToolDefinition> = schemaWith(
  z.strictObject as typeof z.object,
  true,
);

/** A stored definition. Throws when it can't be read: then the store is damaged. */
export const readDefinition = remembered(
  40,
  (stored: string): ToolDefinition => frozen(toolDefinitionSchema.parse(JSON.parse(stored))),
);
