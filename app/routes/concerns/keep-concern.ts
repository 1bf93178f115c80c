/** Keeps a safeguarding concern while it is written, for its writer alone. */
import { paths } from "~/paths";
import { keepsWriting } from "~/server/written.server";
import { auditReadFromUrl } from "./subjects.server";

const kept = keepsWriting("concerns.raise", auditReadFromUrl, {
  form: "concern",
  id: ({ id }) => id,
  page: ({ id }) => paths.audits.concern(id),
});

export const loader = kept.loader;
export const action = kept.action;
