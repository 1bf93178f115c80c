/** Owns the forms of drawing, swapping and allocating cases. */
import * as z from "zod";
import { swapReasons } from "~/rules/exercises/swaps";
import { drawPolicy } from "~/rules/sampling/draw-policy";
import { strataChoices } from "~/rules/sampling/frame";
import { type Refusal, tooManyInWords } from "~/rules/sampling/sizes";
import {
  choice,
  type FieldErrors,
  id,
  optionalText,
  text,
  ticked,
  version,
  wholeNumber,
} from "./fields";

/** A whole number, or null when left empty: then nobody is left out for it. */
const limit = (instruction: string, most: number) =>
  z
    .string({ error: instruction })
    .trim()
    .regex(/^\d{0,4}$/, instruction)
    .transform((typed) => (typed === "" ? null : Number(typed)))
    .refine((n) => n === null || n <= most, `Enter a number up to ${most}`);

/** What a draw goes by; it stands in the address, so that the numbers can be looked at first. */
export const drawSettingsForm = z.object({
  strataBy: choice(strataChoices, "Choose how the cases are grouped"),
  size: wholeNumber("Enter how many cases to draw, like 28", 1, 2000),
  months: limit("Enter a number of months, or leave it empty", drawPolicy.auditedWithinMonths.most),
  weeks: limit("Enter a number of weeks, or leave it empty", drawPolicy.openedBeforeWeeks.most),
  sensitive: ticked(),
});

export type DrawSettings = z.output<typeof drawSettingsForm>;

/** The settings again, the sizes set by hand by stratum, and why it is drawn again, if it is. */
export const drawForm = drawSettingsForm
  .extend({
    sizes: z.record(z.string().max(130), z.string().max(20)).optional(),
    intent: choice(["draw", "preview"], "Choose what to do"),
    reason: optionalText(1000),
  })
  .superRefine((form, context) => {
    for (const [key, typed] of Object.entries(form.sizes ?? {})) {
      if (!/^\d{0,4}$/.test(typed.trim())) {
        const message = "Enter a whole number of cases, or leave it empty";
        context.addIssue({ code: "custom", path: ["sizes", key], message });
      }
    }
  })
  .transform(({ sizes, ...form }) => ({
    ...form,
    sizes: Object.fromEntries(
      Object.entries(sizes ?? {}).flatMap(([key, typed]) =>
        typed.trim() === "" ? [] : [[key, Number(typed)]],
      ),
    ) as Record<string, number>,
  }));

/** Why a draw is refused, each size that is too large at its own field with the name of its group. */
export const refusedSizes = (
  { message, tooMany = [] }: Refusal,
  nameOf: (stratum: string) => string,
): FieldErrors =>
  tooMany.length === 0
    ? { "": message }
    : Object.fromEntries(
        tooMany.map((one) => [`sizes.${one.stratum}`, tooManyInWords(nameOf(one.stratum), one)]),
      );

export const swapForm = z.object({
  reason: choice(swapReasons, "Choose why this case can’t be audited"),
  note: text("Enter what makes this so, in a sentence", 500),
});

export const allocateOneForm = z.object({
  version: version(),
  auditorId: id("Choose who audits this case"),
  override: optionalText(1000),
});
