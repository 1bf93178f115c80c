/** Owns what is entered to name a deputy, or to end that. */
import * as z from "zod";
import { date, id, version } from "./fields";

export const deputyForm = z.object({
  deputyId: id("Choose who stands in"),
  fromOn: date("First day", "Enter the first day"),
  toOn: date("Last day", "Enter the last day"),
});

export const endDeputyForm = z.object({
  intent: z.literal("end"),
  termId: id("Choose whom to end"),
  version: version(),
});
