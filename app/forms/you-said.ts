/** Owns the forms of "You said, we did": an entry, publishing it and withdrawing it. */
import * as z from "zod";
import { contactIn } from "~/rules/family-feedback/contacts";
import { text, ticked, version } from "./fields";

const plainWords = (instruction: string) =>
  text(instruction, 600).superRefine((words, context) => {
    const found = contactIn(words);
    if (found)
      context.addIssue({
        code: "custom",
        message: `Remove what looks like ${found}: everyone can read this`,
      });
  });

/** "L-0042" or "42" to 42; null when left empty. */
const reference = (letter: "L" | "A", instruction: string) =>
  z
    .string({ error: instruction })
    .optional()
    .transform((typed) => (typed ?? "").trim())
    .refine((typed) => typed === "" || new RegExp(`^(${letter}-?)?\\d{1,9}$`, "i").test(typed), {
      error: instruction,
    })
    .transform((typed) => (typed === "" ? null : Number(typed.replace(/\D/g, ""))));

const words = {
  said: plainWords("Enter what children or families said"),
  did: plainWords("Enter what was done"),
  changed: plainWords("Enter what is different now, or that you are still finding out"),
  learning: reference("L", "Enter the reference of a learning, like L-0042, or leave it empty"),
  action: reference("A", "Enter the reference of an action, like A-0042, or leave it empty"),
};

export const youSaidForm = z.object(words);
export const changeYouSaidForm = z.object({ version: version(), ...words });

export const publishYouSaidForm = z.object({
  version: version(),
  read: ticked().refine((yes) => yes, {
    error: "Tick to say that a child can understand it, and nothing in it tells who said it",
  }),
});

export const withdrawYouSaidForm = z.object({
  version: version(),
  reason: text("Enter why it is withdrawn", 500),
});

export const pageOfEntries = z.object({ page: z.coerce.number().int().min(1).max(9999).catch(1) });
