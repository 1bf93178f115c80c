/** Owns the forms of an immediate safeguarding concern: raising it, and acknowledging it. */
import * as z from "zod";
import { instantInLondon } from "~/rules/core/dates";
import { clockTime, date, id, several, text, version } from "./fields";

export const concernForm = z
  .object({
    id: id("Reload the page and try again"),
    what: text("Enter what worries you about the child", 4000),
    spokenTo: text("Enter whom you spoke to", 200),
    spokenOn: date("Date you spoke to them", "Enter the date on which you spoke to them"),
    spokenTime: clockTime("Enter the time at which you spoke to them"),
    bypassed: several("Choose people from the list"),
  })
  .transform(({ spokenOn, spokenTime, ...form }) => ({
    ...form,
    spokenAt: instantInLondon(spokenOn, spokenTime),
  }));

export const acknowledgeForm = z.object({
  version: version().optional(),
  done: text("Enter what was done to make the child safe", 4000),
});
