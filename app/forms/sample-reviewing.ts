/** Owns the forms of reviewing apart and by agencies: giving cases, committing, going on without a part. */
import * as z from "zod";
import { emailAddress } from "./account";
import { choice, id, optionalId, optionalText, several, text, ticked, version } from "./fields";
import { mostCases } from "./samples";

export const commitForm = z
  .object({
    parts: several("Tick the cases to commit").refine(
      (ids) => ids.length > 0,
      "Tick at least one case",
    ),
    confirmed: ticked(),
  })
  .refine((form) => form.confirmed, {
    message: "Tick to confirm that these answers stay as they are",
    path: ["confirmed"],
  });

/** Going on without a part, or opening one again. */
export const partForm = z.object({
  intent: choice(["leave-out", "reopen"], "Choose what to do"),
  partId: id("Choose the part"),
  version: version(),
  reason: text("Enter why", 500),
});

/** Who reviews each case; a case without anyone waits for one. */
export const giveCasesForm = z.object({
  intent: z.literal("give"),
  version: version(),
  reviewer: z
    .record(z.string().max(60), optionalId(), {
      error: "Choose who reviews each case",
    })
    .refine((all) => Object.keys(all).length <= mostCases, "Choose who reviews each case"),
});

/** Which agencies each question is for; none ticked is all of them. */
export const askedForm = z.object({
  intent: z.literal("asked"),
  version: version(),
  asked: z
    .record(z.string().max(60), several("Tick agencies from the list"), {
      error: "Tick whom each question is for",
    })
    .optional()
    .transform((all) => all ?? {}),
});

/** Who chairs it; left empty, whoever leads it. */
export const chairForm = z.object({
  intent: z.literal("chair"),
  version: version(),
  chairId: optionalId(),
});

export const removeReviewerForm = z.object({
  intent: z.literal("remove"),
  personId: id("Choose who to remove"),
  reason: text("Enter why they no longer review", 500),
});

export const addReviewerForm = z.object({
  intent: z.literal("add"),
  personId: id("Choose who is to review too"),
  roleText: optionalText(100),
});

export const ownConflictForm = z.object({
  note: text("Enter what makes this a conflict of interest", 1000),
});

export const invitePartnerForm = z.object({
  name: text("Enter their name", 100),
  email: z
    .string({ error: "Enter their work email address" })
    .trim()
    .min(1, "Enter their work email address")
    .pipe(emailAddress("Enter an email address")),
  agency: text("Enter the agency they work for", 80),
  jobTitle: optionalText(100),
});
