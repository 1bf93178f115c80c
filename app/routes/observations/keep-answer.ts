/** Keeps the answer of whoever was observed while it is written, for them alone. */
import { paths } from "~/paths";
import { mayAnswer } from "~/rules/observations/observations";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("observations.answer", observationFromUrl, {
  form: "observation-answer",
  id: ({ id }) => id,
  page: ({ id }) => paths.observations.answer(id),
  closed: ({ subject: { state } }) =>
    mayAnswer(state) ? null : "This observation was withdrawn: nothing is answered any more.",
});

export const loader = kept.loader;
export const action = kept.action;
