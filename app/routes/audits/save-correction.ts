/** Saves a correction while it is typed: for its writer, until it is sent. */
import { redirect } from "@remix-run/node";
import { correctionFields } from "~/forms/corrections";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { saveAsTyped } from "~/server/save-as-typed.server";
import { submittedAuditFromUrl } from "~/server/subjects.server";
import { keepCorrection, listCorrectionDraft } from "./own-correction.server";

/** The address is for saving only. */
export const loader = guarded("audits.correct", submittedAuditFromUrl, async ({ subject }) =>
  redirect(paths.audits.corrections(subject.id)),
);

export const action = guarded("audits.correct", submittedAuditFromUrl, async (guard) =>
  saveAsTyped(guard, {
    fields: () => correctionFields,
    save: (save) => keepCorrection(guard, save),
    list: () => listCorrectionDraft(guard),
    closed: () =>
      "Corrections are no longer taken. Copy what you typed, and talk with your team manager about this fact.",
  }),
);
