/** Saves a practitioner's own words while they are typed: for themselves, until they send them. */
import { redirect } from "@remix-run/node";
import { lastWordFields, reflectionFields } from "~/forms/reflections";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { saveAsTyped } from "~/server/save-as-typed.server";
import { begunAuditFromUrl } from "~/server/subjects.server";
import { keepOwnWords, listWords } from "./own-words.server";

/** The address is for saving only. */
export const loader = guarded("audits.reflect", begunAuditFromUrl, async ({ subject }) =>
  redirect(paths.audits.reflect(subject.id)),
);

const comment = new Set(lastWordFields.map(({ name }) => name));

export const action = guarded("audits.reflect", begunAuditFromUrl, async (guard) => {
  const { state } = guard.subject;
  return saveAsTyped(guard, {
    fields: () => (state === "final" ? lastWordFields : reflectionFields),
    // The reflection's page, left open until the audit was final, is not the comment's.
    isOpen: (names) =>
      state !== "withdrawn" && names.every((name) => comment.has(name) === (state === "final")),
    save: (save) => keepOwnWords(guard, save),
    list: () => listWords(guard),
    closed: () =>
      state === "withdrawn"
        ? "This audit was withdrawn."
        : "The audit has just become final: what you still want to say goes into your comment.",
  });
});
