/** Owns the forms of a feedback session: planning it, its briefing, who came and what they said. */
import * as z from "zod";
import { pointKinds } from "~/rules/feedback-sessions/feedback-sessions";
import {
  choice,
  clockTime,
  date,
  optionalText,
  several,
  text,
  ticked,
  version,
  wholeNumber,
} from "./fields";

const planned = {
  heldOn: date("Date of the session", "Enter the date of the session"),
  startsAt: clockTime("Enter when the session starts"),
  place: optionalText(200, "the place"),
  ledBy: text("Enter who leads the session", 200),
  sinceOn: date("Since when", "Enter since when the briefing tells what came"),
};

const isAfter = (
  { heldOn, sinceOn }: { heldOn: string; sinceOn: string },
  context: z.RefinementCtx,
) => {
  if (heldOn && sinceOn && sinceOn >= heldOn)
    context.addIssue({
      code: "custom",
      path: ["sinceOn"],
      message: "Enter a date before the session",
    });
};

export const planSessionForm = z.object(planned).superRefine(isAfter);
export const changeSessionForm = z.object({ version: version(), ...planned }).superRefine(isAfter);

export const briefingForm = z.object({
  version: version(),
  introduction: optionalText(1500, "the introduction"),
  leftOut: several("Choose lines from the list"),
});

export const shareForm = z.object({
  version: version(),
  read: ticked().refine((yes) => yes, {
    error: "Tick to say that you have read the briefing and it names no child, worker or team",
  }),
});

export const cancelSessionForm = z.object({
  version: version(),
  reason: text("Enter why the session is cancelled", 1000),
});

export const heldForm = z.object({
  version: version(),
  others: wholeNumber("Enter how many others came, or 0", 0, 999),
});

export const attendForm = z.object({ intent: choice(["there", "not-there"], "Choose again") });

export const teamAsked = z.object({ team: z.string().max(60).optional().catch(undefined) });

export const attendanceForm = z.object({
  team: z.string({ error: "Choose a team" }).min(1, "Choose a team").max(60, "Choose a team"),
  shown: several("Reload the page and try again"),
  present: several("Choose people from the list"),
});

const said = {
  kind: choice(pointKinds, "Choose what was meant"),
  text: text("Enter what was said", 1000),
};

export const pointForm = z.object(said);

export const changePointForm = z.object({ version: version(), remove: ticked(), ...said });

/** Which page of the sessions that were held. */
export const pageAsked = z.object({ page: z.coerce.number().int().min(1).max(9999).catch(1) });
