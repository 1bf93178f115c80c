/** Owns the forms of what was learnt: its words, where it is filed, merging, dividing, other sources. */
import * as z from "zod";
import { enteredSources } from "~/rules/learning-log/learning";
import { keepsText } from "./belonging";
import { choice, date, id, optionalText, several, text, version } from "./fields";
import { readReference } from "./learning-log";

const what = text("Enter what was learnt, in a sentence that names no one", 600);
const placed = { theme: optionalText(60), area: optionalText(60) };

/** The query of the list. */
export const learningFilters = z.object({
  words: z
    .string()
    .max(100)
    .catch("")
    .transform((value) => value.trim()),
  theme: z.string().max(60).catch(""),
  area: z.string().max(60).catch(""),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** Files what the address names under a learning there is. */
export const fileUnderForm = z.object({
  intent: z.literal("file"),
  learning: id("Choose what it is to be filed under"),
});

/** Files it under a new one. */
export const beginLearningForm = z.object({ intent: z.literal("begin"), what, ...placed });

export const changeLearningForm = z.object({ version: version(), what, ...placed });

export const mergeLearningForm = z.object({
  version: version(),
  into: id("Choose the learning that goes on"),
  reason: text("Enter why they are one", 1000),
});

export const divideTo = ["new", "existing"] as const;
export const divideToNames: Record<(typeof divideTo)[number], string> = {
  new: "A new learning",
  existing: "A learning there is already",
};

/** Moves some of what is filed to a new learning, or to another one. */
export const divideForm = keepsText(
  z
    .object({
      evidence: several("Choose what moves").refine(
        (chosen) => chosen.length > 0,
        "Choose what moves",
      ),
      actions: several(),
      to: choice(divideTo, "Select where it moves"),
      newWhat: optionalText(600),
      into: optionalText(60),
    })
    .refine(({ to, newWhat }) => to !== "new" || newWhat !== "", {
      path: ["newWhat"],
      message: "Enter what was learnt, in a sentence that names no one",
    })
    .refine(({ to, into }) => to !== "existing" || into !== "", {
      path: ["into"],
      message: "Choose the learning it moves to",
    }),
  {
    question: "to",
    answer: "new",
    label: divideToNames.new,
    texts: { newWhat: "what was learnt" },
  },
);

/** An action there is already that answers a learning. */
export const linkActionForm = z.object({
  reference: text("Enter the reference of an action, like A-0042", 20).refine(
    (typed) => readReference(typed) !== null,
    "Enter a reference, like A-0042",
  ),
});

/** Minutes of a meeting that looked at the log. */
export const minutesForm = z.object({
  metOn: date("Date of the meeting", "Enter when it met"),
  present: text("Enter who was there", 1000),
  agreed: text("Enter what was agreed"),
});

/** What is added to minutes once they are kept, as a correction too. */
export const addendumForm = z.object({
  added: text("Enter what is to be added or corrected"),
});

export const sourceForm = z.object({
  kind: choice(enteredSources, "Select where it comes from"),
  says: text("Enter what it says. Name no child or family"),
  saidOn: date("Date", "Enter the date"),
  sourceReference: optionalText(200),
  place: text("Select whom it is about", 100),
  ...placed,
});
