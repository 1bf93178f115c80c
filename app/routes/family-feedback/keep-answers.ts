/** Keeps what a family says while it is written down, for its writer alone. */
import { paths } from "~/paths";
import { isOpenInvitation } from "~/rules/family-feedback/invitations";
import { invitationFromUrl } from "~/server/family-feedback-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("family-feedback.ask", invitationFromUrl, {
  form: "family-feedback",
  id: ({ id }) => id,
  page: ({ id }) => paths.familyFeedback.one(id),
  closed: ({ subject: { state } }) =>
    isOpenInvitation(state) ? null : "It was answered, or it ended without an answer.",
});

export const loader = kept.loader;
export const action = kept.action;
