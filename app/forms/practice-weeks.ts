/** Owns the forms of a practice week: its plan, its timetable, what came of each part, and its summary. */
import * as z from "zod";
import { slotKinds, slotOutcomes } from "~/rules/observations/practice-weeks";
import {
  choice,
  clockTime,
  date,
  id,
  optionalId,
  optionalText,
  several,
  text,
  ticked,
  version,
} from "./fields";

const week = {
  theme: text("Enter the theme of the week", 200),
  startsOn: date("First day", "Enter the first day"),
  endsOn: date("Last day", "Enter the last day"),
};

const inOrder = (
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
  context: z.RefinementCtx,
) => {
  if (startsOn && endsOn && endsOn < startsOn)
    context.addIssue({
      code: "custom",
      path: ["endsOn"],
      message: "Enter a last day on or after the first",
    });
};

export const planWeekForm = z.object(week).superRefine(inOrder);
export const changeWeekForm = z.object({ version: version(), ...week }).superRefine(inOrder);

/** A version of 0 is a slot that is not in the timetable yet. */
export const slotForm = z.object({
  version: version(),
  day: date("Day", "Enter the day"),
  startsAt: clockTime("Enter when it starts"),
  kind: choice(slotKinds, "Choose what it is"),
  about: optionalText(200, "what it is about"),
  place: optionalText(200, "the place"),
  byId: id("Choose who does it"),
  teamId: optionalId(),
  observedId: optionalId(),
  exerciseId: optionalId(),
});

export const removeSlotForm = z.object({ version: version() });

export const slotDoneForm = z.object({
  version: version(),
  outcome: choice(slotOutcomes, "Choose whether it happened"),
  note: text("Enter what came of it, or why it did not happen", 1000),
});

export const publishWeekForm = z.object({ version: version() });

export const closeWeekForm = z.object({
  version: version(),
  changes: text("Enter what the week changes", 3000),
  leftOut: several("Choose lines from the list"),
  read: ticked().refine((yes) => yes, {
    error: "Tick to say that the summary names no child, worker or team",
  }),
});

export const weekReasonForm = z.object({ version: version(), reason: text("Enter why", 1000) });
