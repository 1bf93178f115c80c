/** Keeps the introduction of a briefing while it is written, for its writer alone. */
import { paths } from "~/paths";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("feedback-sessions.run", sessionFromUrl, {
  form: "session-briefing",
  id: ({ id }) => id,
  page: ({ id }) => paths.feedbackSessions.briefing(id),
  closed: ({ subject: { state } }) =>
    state === "planned" ? null : "The briefing of this session is not written any more.",
});

export const loader = kept.loader;
export const action = kept.action;
