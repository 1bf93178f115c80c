/** Keeps the record of the reflective conversation while it is written, for its writer alone. */
import { paths } from "~/paths";
import { auditFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("audits.record-conversation", auditFromUrl, {
  form: "conversation",
  id: ({ id }) => id,
  page: ({ id }) => paths.audits.conversation(id),
  closed: ({ subject }) => (subject.state === "withdrawn" ? "This audit was withdrawn." : null),
});

export const loader = kept.loader;
export const action = kept.action;
