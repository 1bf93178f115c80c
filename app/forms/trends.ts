/** Owns what is entered to say from which cycle on trends start anew, and to save a view of them. */
import * as z from "zod";
import { id, text } from "./fields";

/** From which cycle on trends start anew, and why. */
export const rebaseForm = z.object({
  exerciseId: id("Choose a cycle from the list"),
  reason: text("Enter why the limits start anew", 200),
});

export const removeRebaseForm = z.object({ rebaseId: id("Choose what to remove") });

/** What is shown is named by the address that the form is sent to. */
export const saveViewForm = z.object({ name: text("Enter what the view is called", 60) });

export const deleteViewForm = z.object({ viewId: id("Choose what to delete") });
