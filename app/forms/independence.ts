/** Owns the form of settling a conflict of interest that came up. */
import { z } from "zod";
import { text } from "./fields";

export const settlements = ["stands", "take-back", "moderate-again"] as const;
export type Settlement = (typeof settlements)[number];

export const settleConflictForm = z.object({
  how: z.enum(settlements, { error: "Choose what is to happen" }),
  reason: text("Enter your reason: the report gives it", 1000),
});
