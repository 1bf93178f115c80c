/** Keeps what was said in a session while it is written down, for its writer alone. */
import { paths } from "~/paths";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("feedback-sessions.run", sessionFromUrl, {
  form: "session-point",
  id: ({ id }) => id,
  page: ({ id }) => paths.feedbackSessions.say(id),
  closed: ({ subject: { state } }) =>
    state === "held" ? null : "Nothing is written down of this session yet.",
});

export const loader = kept.loader;
export const action = kept.action;
