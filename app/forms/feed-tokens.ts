/** Owns what is entered to make a token for the feed, or to revoke one. */
import * as z from "zod";
import { lastings } from "~/rules/reports/feed-tokens";
import { choice, text } from "./fields";

export const newTokenForm = z.object({
  name: text("Enter what the token is for", 80),
  lasting: choice(lastings, "Choose how long it works"),
});

export const revokeTokenForm = z.object({ intent: z.literal("revoke") });
