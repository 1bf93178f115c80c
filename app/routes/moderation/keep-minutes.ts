/** Keeps notes and themes of a meeting while they are written, for their writer alone. */
import { paths } from "~/paths";
import { meetingFromUrl } from "~/server/meeting-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("moderation.decide-in-meeting", meetingFromUrl, {
  form: "minutes",
  id: ({ id }) => id,
  page: ({ id }) => paths.moderation.writeMinutes(id),
  closed: ({ subject: { state } }) =>
    state === "under-way" ? null : "The minutes of this meeting are not written any more.",
});

export const loader = kept.loader;
export const action = kept.action;
