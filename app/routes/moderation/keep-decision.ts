/** Keeps the panel's reasons while it is written, for its writer alone. */
import { paths } from "~/paths";
import { moderatedAuditFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("moderation.decide", moderatedAuditFromUrl, {
  form: "decision",
  id: ({ moderation }) => moderation.id,
  page: ({ audit }) => paths.moderation.compare(audit.id),
  closed: ({ subject: { moderation } }) =>
    moderation.state === "committed" || moderation.state === "recorded"
      ? null
      : "This audit does not wait for a decision any more.",
});

export const loader = kept.loader;
export const action = kept.action;
