/** Owns the forms of the programme: the council's rhythm, what is planned, what became of it. */
import * as z from "zod";
import { exerciseKinds } from "~/rules/exercises/exercises";
import { plannedOutcomes } from "~/rules/exercises/programme";
import { asYearStart, yearStarts } from "~/rules/exercises/programme-year";
import { type Beat, type Step, steps } from "~/rules/exercises/rhythm";
import {
  choice,
  date,
  id,
  month,
  optionalId,
  optionalText,
  several,
  text,
  version,
  wholeNumber,
} from "./fields";

const stepCodes = steps.map(String) as [string, ...string[]];
export const monthNumbers = Array.from({ length: 12 }, (_, at) => String(at + 1)) as [
  string,
  ...string[],
];

const beat = z
  .object({
    every: choice(stepCodes, "Choose how often"),
    from: choice(monthNumbers, "Choose the month it is counted from"),
  })
  .transform(({ every, from }): Beat => ({ every: Number(every) as Step, from: Number(from) }));

export const rhythmForm = z.object({
  yearStarts: choice(yearStarts, "Choose when the year starts").transform((start) =>
    asYearStart(Number(start)),
  ),
  beats: z.object({
    core: beat,
    thematic: beat,
    "dip-sample": beat,
    "practice-week": beat,
  }),
  without: several("Choose months from the list").transform((list) =>
    monthNumbers.filter((one) => list.includes(one)).map(Number),
  ),
  /** The services that do dip samples of their own. */
  dipSamples: several("Choose services from the list"),
  expected: wholeNumber("Enter how many audits a month are expected of an auditor", 0, 20),
  aim: wholeNumber("Enter which share of open cases to look at in a year", 1, 100),
});

export const makeYearForm = z.object({
  intent: z.literal("make"),
  year: z.string({ error: "Choose the year again" }).regex(/^\d{4}$/, "Choose the year again"),
});

const planned = {
  month: month("Choose the month and the year"),
  serviceId: optionalId(),
  ownerId: id("Choose who leads it"),
  title: optionalText(120),
};

export const addPlannedForm = z.object({
  kind: choice(exerciseKinds, "Choose what is planned"),
  promptedById: optionalId(),
  ...planned,
});

export const changePlannedForm = z.object({ ...planned, version: version() });

export const answerPlannedForm = z.object({
  outcome: choice(plannedOutcomes, "Choose what became of it"),
  reason: text("Enter why, or where it was done", 1000),
  version: version(),
});

export const exemptForm = z
  .object({
    fromOn: date("First day", "Enter the first day"),
    toOn: date("Last day", "Enter the last day"),
    reason: text("Enter why they are exempt", 500),
  })
  .refine((form) => form.fromOn <= form.toOn, {
    message: "Enter a last day on or after the first",
    path: ["toOn"],
  });

export const versionOnly = z.object({ version: version() });
