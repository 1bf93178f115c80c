/** Owns the forms of a re-audit: giving it to an auditor, and cancelling it. */
import * as z from "zod";
import { id, optionalDate, optionalText, text, ticked, version } from "./fields";

/** The place that stands for no cycle. */
export const onItsOwn = "own";

export const placeForm = z.object({
  intent: z.literal("place"),
  version: version(),
  place: id("Choose where it is audited"),
  auditorId: id("Choose who audits this case"),
  override: optionalText(1000),
  dueOn: optionalDate("Due date"),
});

export const cancelForm = z
  .object({
    intent: z.literal("cancel"),
    version: version(),
    reason: text("Enter why the case is not audited again", 1000),
    confirmed: ticked(),
  })
  .refine((form) => form.confirmed, {
    message: "Tick to confirm that this case is not audited again",
    path: ["confirmed"],
  });
