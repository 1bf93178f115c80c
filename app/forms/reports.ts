/** Owns the forms of a report: what it says in words, and its publishing. */
import * as z from "zod";
import { isDate } from "~/rules/core/dates";
import { audiences } from "~/rules/reports/editions";
import { choice, date, optionalText, version } from "./fields";

const audience = choice(audiences, "Choose whom it is published for");

export const narrativeForm = z.object({ narrative: optionalText(8000), version: version() });

/** Publishing a report; `today` is YYYY-MM-DD, the version how many editions there were. */
export const publishForm = (today: string) =>
  z.discriminatedUnion(
    "ask",
    [
      z.object({
        ask: z.literal("yes"),
        audience,
        version: version(),
        why: optionalText(1000),
        dueOn: date("Response date", "Enter the date responses are due").refine(
          (day) => !isDate(day) || day > today,
          "Enter a date after today",
        ),
      }),
      z.object({ ask: z.literal("no"), audience, version: version(), why: optionalText(1000) }),
    ],
    { error: "Choose whether teams are asked to respond" },
  );
