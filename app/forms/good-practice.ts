/** Owns the forms of good practice: thanks for a strength, and the answer of whoever is thanked. */
import * as z from "zod";
import { keepsText } from "./belonging";
import { choice, optionalText, text, ticked, version } from "./fields";

export const whetherToShare = ["yes", "no"] as const;
export const whetherToShareNames: Record<(typeof whetherToShare)[number], string> = {
  yes: "Yes, ask them",
  no: "No, only thank them",
};

export const thanksForm = keepsText(
  z
    .object({
      thanks: text("Enter what you want to say to them", 2000),
      share: choice(whetherToShare, "Say whether it may be shared, if they agree"),
      entry: optionalText(1000, "how others would read it"),
      nameless: ticked(),
    })
    .refine(({ share, nameless }) => share === "no" || nameless, {
      path: ["nameless"],
      message:
        "Read how others would read it, and tick that it names no child, family or colleague",
    })
    .refine(({ share, entry }) => share === "no" || entry !== "", {
      path: ["entry"],
      message: "Enter how others would read it",
    }),
  {
    question: "share",
    answer: "yes",
    label: whetherToShareNames.yes,
    texts: { entry: "how others would read it" },
  },
);

export const answerThanksForm = z.object({
  version: version(),
  move: z.enum(["consent", "agree", "decline", "withdraw"], "Choose what to do"),
  named: ticked(),
});

/** The query of the collection. */
export const goodPracticeFilters = z.object({
  theme: z.string().max(60).catch(""),
  area: z.string().max(60).catch(""),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});
