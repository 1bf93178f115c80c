/** Owns the forms of conflicts of interest: settling one that came up, declaring and withdrawing. */
import * as z from "zod";
import { conflictWith } from "~/rules/independence/declared-conflicts";
import { keepsText } from "./belonging";
import { choice, optionalId, optionalText, text } from "./fields";

export const settlements = ["stands", "take-back", "moderate-again", "decide-again"] as const;
export type Settlement = (typeof settlements)[number];

export const settleConflictForm = z.object({
  how: z.enum(settlements, { error: "Choose what is to happen" }),
  reason: text("Enter your reason: the report gives it", 1000),
});

const withWhom = choice(conflictWith, "Choose who the conflict of interest is with");
const note = text("Enter what makes this a conflict of interest", 1000);

/** About a case that the page is of. */
export const declareHereForm = z.object({ with: withWhom, note });

const inAdvance = z
  .object({ with: withWhom, reference: optionalText(60), workerId: optionalId(), note })
  .superRefine((form, context) => {
    const refuse = (path: string[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (form.with === "child" && form.reference === "") {
      refuse(["reference"], "Enter the reference of the case");
    }
    if (form.with === "worker" && form.workerId === null) {
      refuse(["workerId"], "Choose the member of staff");
    }
  });

/** In advance: the page asks for the case, or for the member of staff. */
export const declareConflictForm = keepsText(inAdvance, {
  question: "with",
  answer: "child",
  label: "A child or family",
  texts: { reference: "the reference of the case" },
});

export const withdrawConflictForm = z.object({
  reason: text("Enter why it is withdrawn: whoever declared it reads this", 1000),
});
