/** Owns the forms of a supervision: what was talked through, and what is verified, several at once. */
import * as z from "zod";
import { date, optionalText, several, text } from "./fields";

const chosen = (instruction: string) =>
  several(instruction).refine((ids) => ids.length > 0, instruction);

export const discussForm = z.object({
  intent: z.literal("discuss"),
  discussed: chosen("Tick what you talked through"),
  discussedOn: date("Date of supervision", "Enter when you talked"),
  discussedNote: optionalText(1000),
});

const said = z.record(z.string().max(60), z.string()).optional();

/** What is said of each action stands under its id; only those that are ticked are verified. */
export const verifySeveralForm = z
  .object({
    intent: z.literal("verify"),
    verified: chosen("Tick what you verify"),
    impact: said,
    howKnown: text("Enter how you know"),
  })
  .superRefine(({ verified, impact }, ctx) => {
    const unticked = Object.entries(impact ?? {}).filter(
      ([id, words]) => words.trim() !== "" && !verified.includes(id),
    );
    if (unticked.length > 0)
      ctx.addIssue({
        code: "custom",
        path: ["verified"],
        message: "Tick each action that you wrote about, or clear what you wrote",
      });
    for (const id of verified) {
      const words = impact?.[id]?.trim() ?? "";
      if (words === "" || words.length > 4000)
        ctx.addIssue({
          code: "custom",
          path: ["impact", id],
          message:
            words === ""
              ? "Enter what difference it made"
              : "Enter what difference it made in 4,000 characters or fewer",
        });
    }
  });
