/** Owns the forms around an audit: findings, actions, submitting, reflecting, declining, changing. */
import * as z from "zod";
import { declineReasons } from "~/rules/audits/declines";
import { choice, date, id, optionalText, text, ticked, version } from "./fields";

export const findingForm = z.object({
  id: optionalText(60),
  version: version().optional(),
  kind: choice(["strength", "development"], "Choose a strength or an area for development"),
  area: optionalText(60),
  theme: optionalText(60),
  text: text("Enter what you found", 2000),
});

export const auditActionForm = z.object({
  id: optionalText(60),
  version: version().optional(),
  what: text("Enter what is to be done", 1000),
  successMeasure: text("Enter how you will know that it made a difference", 1000),
  ownerId: id("Choose who is to do it"),
  dueOn: date("Due date", "Enter the date by which it is to be done"),
  area: optionalText(60),
});

export const removeForm = z.object({
  intent: z.literal("remove"),
  id: id("Choose what to remove"),
  version: version(),
});

export const declarationForm = z.object({
  intent: choice(["submit", "save"], "Choose what to do"),
  declared: ticked(),
});

export const conversationForm = z.object({
  version: version(),
  heldOn: date("Date of the conversation", "Enter the date of the conversation"),
  method: text("Enter how it was held", 200),
  said: text("Enter what was said", 4000),
});

export const extendForm = z.object({
  intent: z.literal("extend"),
  version: version(),
  dueOn: date("New due date", "Enter the new due date"),
  extendReason: text("Enter why the date moves", 1000),
});

export const withdrawForm = z
  .object({
    intent: z.literal("withdraw"),
    version: version(),
    withdrawReason: text("Enter why the audit is withdrawn", 1000),
    confirmed: ticked(),
  })
  .refine((form) => form.confirmed, {
    message: "Tick to confirm that you want to withdraw this audit",
    path: ["confirmed"],
  });

export const declineForm = z.object({
  reason: choice(declineReasons, "Choose why you can’t audit this case"),
  note: text("Enter what makes this so, in a sentence", 500),
});
