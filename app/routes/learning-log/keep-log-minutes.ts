/** Keeps the minutes of a meeting about the log while they are written, for their writer alone. */
import { paths } from "~/paths";
import { logMeetingFromUrl } from "~/server/learning-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("learning-log.keep-minutes", logMeetingFromUrl, {
  form: "log-minutes",
  id: ({ meeting }) => meeting,
  page: ({ meeting }) => paths.log.meeting(meeting),
});

export const loader = kept.loader;
export const action = kept.action;
