/** Keeps the panel's answer to a second look while it is written, for its writer alone. */
import { paths } from "~/paths";
import { isWaitingLook } from "~/rules/moderation/second-look";
import { lookedAtFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("moderation.answer-second-look", lookedAtFromUrl, {
  form: "second-look-answer",
  id: ({ look }) => look.id,
  page: ({ audit }) => paths.moderation.answer(audit.id),
  closed: ({ subject: { look } }) =>
    isWaitingLook(look.state) ? null : "This second look does not wait for an answer any more.",
});

export const loader = kept.loader;
export const action = kept.action;
