/** Keeps why the panel should look again while it is written, for the auditor alone. */
import { paths } from "~/paths";
import { answeredModerationFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("moderation.ask-second-look", answeredModerationFromUrl, {
  form: "second-look",
  id: ({ moderation }) => moderation.id,
  page: ({ audit }) => paths.moderation.secondLook(audit.id),
});

export const loader = kept.loader;
export const action = kept.action;
