/** Owns the forms of a supervision: what was talked through, and what is verified, several at once. */
import * as z from "zod";
import { date, optionalText, several, text, version } from "./fields";

const chosen = (instruction: string) =>
  several(instruction).refine((ids) => ids.length > 0, instruction);

export const discussForm = z.object({
  intent: z.literal("discuss"),
  discussed: chosen("Tick what you talked through"),
  discussedOn: date("Date of supervision", "Enter when you talked"),
  discussedNote: optionalText(1000),
});

/**
 * What is said of each action stands under its id, with the version that was read; those of which
 * nothing is said wait on.
 */
export const verifySeveralForm = z.object({
  intent: z.literal("verify"),
  impact: z
    .record(z.string().max(60), optionalText(4000))
    .optional()
    .transform((said) => Object.entries(said ?? {}).filter(([, words]) => words !== "")),
  seen: z
    .record(z.string().max(60), version())
    .optional()
    .transform((seen) => seen ?? {}),
  howKnown: text("Enter how you know"),
});
