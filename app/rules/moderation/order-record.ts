/**
 * Owns the record of a sealed order as it leaves the application: what is in the file, and reading it.
 * Practice: with the seed, the list and the range in one file, the order can be drawn again by
 * someone who trusts neither the application nor its database.
 */
import * as z from "zod";

export const orderFormat = "line-of-sight/moderation-order/1";

const orderRecord = z.object({
  format: z.literal(orderFormat),
  exercise: z.object({ id: z.string(), title: z.string(), month: z.string() }),
  algorithm: z.string(),
  seed: z.string(),
  /** Of the seed, as it was shown from release on. */
  commitment: z.string(),
  /** Of the list as drawn. */
  fingerprint: z.string(),
  percentages: z.object({ from: z.number().int(), to: z.number().int() }),
  order: z.array(
    z.object({
      auditId: z.string(),
      teamId: z.string(),
      auditorId: z.string(),
      /** Another than `auditId` where it was swapped. */
      auditNow: z.string(),
      place: z.number().int(),
      picked: z.boolean(),
      turn: z.number().int(),
      joined: z.number().int().nullable(),
      chance: z.number().nullable(),
    }),
  ),
});

export type OrderRecord = z.infer<typeof orderRecord>;

/** The record of a sealed order in a file's text; null when it is none. */
export function readOrderRecord(text: string): OrderRecord | null {
  try {
    const read = orderRecord.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
