/** Owns what is entered to say from which cycle on trends start anew. */
import * as z from "zod";
import { id, text } from "./fields";

/** From which cycle on trends start anew, and why. */
export const rebaseForm = z.object({
  exerciseId: id("Choose a cycle from the list"),
  reason: text("Enter why the limits start anew", 200),
});

export const removeRebaseForm = z.object({ rebaseId: id("Choose what to remove") });
