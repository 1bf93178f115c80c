/** Owns the form of the search: what is looked for, of which kind, and which page of what was found. */
import * as z from "zod";
import { longestSearch, searchKinds, termsOf, whyNotSought } from "~/rules/search/search";
import { text } from "./fields";

export const searchForm = z.object({
  words: text("Enter a word to look for", longestSearch).superRefine((words, context) => {
    // What is too long is refused already, and not read to its end.
    const message = words.length > longestSearch ? null : whyNotSought(termsOf(words));
    if (message) context.addIssue({ code: "custom", message });
  }),
  kind: z.enum(searchKinds).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});
