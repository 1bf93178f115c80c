/** Owns the forms by which a dip sample of records that are no case gets its list, and chooses from it. */
import * as z from "zod";
import { optionalText, several, text, version, wholeNumber } from "./fields";
import { mostCases } from "./samples";

export const mostListed = 20_000;

export const listRecordsForm = z.object({
  intent: z.literal("list"),
  version: version(),
  list: text("Enter one record on each line", mostListed),
});

export const drawRecordsForm = z.object({
  intent: z.literal("draw"),
  version: version(),
  drawn: wholeNumber(`Enter how many are drawn, from 1 to ${mostCases}`, 1, mostCases),
  redrawReason: optionalText(1000),
});

export const chooseRecordsForm = z.object({
  intent: z.literal("choose"),
  version: version(),
  recordIds: several("Tick records from the list").refine(
    (ids) => ids.length > 0,
    "Tick at least one record",
  ),
  chooseReason: text("Enter why these records are chosen", 1000),
});

/** The same ticks, to remove what was listed by mistake. */
export const unlistRecordsForm = z.object({
  intent: z.literal("unlist"),
  version: version(),
  recordIds: several("Tick records from the list").refine(
    (ids) => ids.length > 0,
    "Tick at least one record",
  ),
});
