/** Owns what is entered to settle a change of access that waits. */
import * as z from "zod";
import { choice, text } from "./fields";

export const settleIntent = z.object({
  intent: choice(["confirm", "refuse", "withdraw"], "Choose what to do"),
});

export const refuseForm = z.object({
  why: text("Enter why you refuse this, for whoever proposed it", 500),
});
