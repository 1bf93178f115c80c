/** Saves the answer to a correction while it is typed: for its writer, until it is sent. */
import { redirect } from "@remix-run/node";
import { answerFields } from "~/forms/corrections";
import { paths } from "~/paths";
import { correctionFromUrl } from "~/server/correction-subjects.server";
import { guarded } from "~/server/guard.server";
import { saveAsTyped } from "~/server/save-as-typed.server";
import { keepAnswer, listAnswerDraft } from "./own-answer.server";

/** The address is for saving only. */
export const loader = guarded("audits.answer-corrections", correctionFromUrl, async (guard) =>
  redirect(paths.audits.correction(guard.subject.audit.id, guard.subject.correction.id)),
);

export const action = guarded("audits.answer-corrections", correctionFromUrl, async (guard) =>
  saveAsTyped(guard, {
    fields: () => answerFields,
    save: (save) => keepAnswer(guard, save),
    list: () => listAnswerDraft(guard),
    closed: () =>
      "This correction was answered meanwhile, or is no longer yours to answer, so nothing was saved.",
  }),
);
