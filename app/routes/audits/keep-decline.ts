/** Keeps the reason for declining an audit while it is written, for its writer alone. */
import { paths } from "~/paths";
import { mayDecline } from "~/rules/audits/declines";
import { auditFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("audits.decline", auditFromUrl, {
  form: "decline",
  id: ({ id }) => id,
  page: ({ id }) => paths.audits.decline(id),
  closed: ({ subject }) => {
    const declining = mayDecline(subject.state);
    return declining.ok ? null : declining.message;
  },
});

export const loader = kept.loader;
export const action = kept.action;
