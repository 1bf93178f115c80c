/** Owns the forms of training and calibration: the register, planning, grading, what was agreed. */
import * as z from "zod";
import { registerKinds } from "~/rules/people/register";
import { choice, optionalDate, optionalText, several, text } from "./fields";

/** Filters come from the address: what can't be understood counts as not chosen. */
export const registerFilters = z.object({
  show: z.enum(["all", "due", "new"]).catch("all"),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export const recordTrainingForm = z.object({
  kind: choice(registerKinds, "Choose what to record"),
  onDate: optionalDate("The date"),
  people: several().pipe(z.array(z.string()).min(1, "Choose at least one person").max(200)),
  note: optionalText(500),
});

export const withdrawEntryForm = z.object({
  reason: text("Enter why this entry is withdrawn", 500),
});
