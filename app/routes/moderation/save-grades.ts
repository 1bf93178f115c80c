/** Saves a moderator's grades and reasons while they are typed, before they are committed. */
import { redirect } from "@remix-run/node";
import { gradingFields } from "~/forms/grading";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { closedAnswer, saveAsTyped } from "~/server/save-as-typed.server";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { keepGrades, listGrades } from "./grading.server";

/** The address is for saving only. */
export const loader = guarded("moderation.grade", moderatedAuditFromUrl, async ({ subject }) =>
  redirect(paths.moderation.grade(subject.audit.id)),
);

export const action = guarded("moderation.grade", moderatedAuditFromUrl, async (guard) => {
  const { request, subject } = guard;
  const { moderation, tool } = subject;
  // A page left open from before the audit came back is another page.
  const round = new URL(request.url).searchParams.get("round");
  const isThisRound = round === String(moderation.round);
  const closed = () =>
    isThisRound && moderation.state === "selected"
      ? "This audit is no longer yours to grade."
      : "Your grades were committed, so they can’t be changed any more.";
  if (moderation.state !== "selected" || !isThisRound) return closedAnswer(closed());
  return saveAsTyped(guard, {
    fields: () => gradingFields(tool),
    save: (save) => keepGrades(guard, save),
    list: () => listGrades(guard),
    closed,
  });
});
