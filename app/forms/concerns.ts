/** Owns the forms of an immediate safeguarding concern: raising it, and acknowledging it. */
import { z } from "zod";
import { instantInLondon } from "~/rules/dates";
import { date, id, optionalId, text, version } from "./fields";

const time = (instruction: string) =>
  z
    .string({ error: instruction })
    .trim()
    .min(1, instruction)
    .transform((value) => value.replace(".", ":").padStart(5, "0"))
    .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time like 14:05"));

export const concernForm = z
  .object({
    id: id("Reload the page and try again"),
    what: text("Enter what worries you about the child", 4000),
    spokenTo: text("Enter whom you spoke to", 200),
    spokenOn: date("Enter the date on which you spoke to them"),
    spokenTime: time("Enter the time at which you spoke to them"),
    bypassPersonId: optionalId(),
  })
  .transform(({ spokenOn, spokenTime, ...form }) => ({
    ...form,
    spokenAt: instantInLondon(spokenOn, spokenTime),
  }));

export const acknowledgeForm = z.object({
  version: version(),
  done: text("Enter what was done to make the child safe", 4000),
});
