/** Owns the forms around a recorded decision: who takes it as well, and who joins for it. */
import * as z from "zod";
import { keepsText } from "./belonging";
import { id, text, version } from "./fields";

/** Taking a recorded decision as well: the version is of what was read. */
export const confirmForm = keepsText(
  z.discriminatedUnion(
    "intent",
    [
      z.object({ intent: z.literal("confirm"), version: version() }),
      z.object({ intent: z.literal("not-there"), version: version() }),
      z.object({
        intent: z.literal("alone"),
        version: version(),
        aloneReason: text("Enter why you decide this alone", 1000),
      }),
    ],
    { error: "Choose what to do with this decision" },
  ),
  {
    question: "intent",
    answer: "alone",
    label: "Decide alone",
    texts: { aloneReason: "why you decide this alone" },
  },
);

export const joinForm = z.object({
  personId: id("Choose who is to join the panel for this audit"),
});
