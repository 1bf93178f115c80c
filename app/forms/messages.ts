/** Owns what a person may choose about their messages, and the filters of the outbox. */
import * as z from "zod";
import { messageChoices, messageStates } from "~/rules/messages/outbox";
import { choice, id, text } from "./fields";

export const messageChoiceForm = z.object({
  choice: choice(messageChoices, "Choose when you want your messages"),
});

/** What is asked of the outbox: one thing a post. */
export const outboxIntent = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("test") }),
  z.object({ intent: z.literal("retry"), messageId: id("Choose a message") }),
  z.object({ intent: z.literal("retry-all") }),
]);

/** From the URL, so that anything odd falls back to showing all. */
export const outboxFilters = z.object({
  state: z.enum(["", ...messageStates]).catch(""),
  search: text("Enter a name", 100).catch(""),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
