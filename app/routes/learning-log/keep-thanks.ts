/** Keeps thanks while they are written, for their writer alone. */
import { paths } from "~/paths";
import { strengthFromUrl } from "~/server/learning-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("learning-log.thank", strengthFromUrl, {
  form: "thanks",
  id: ({ finding }) => finding.id,
  page: ({ finding }) => paths.learning.thank(finding.id),
});

export const loader = kept.loader;
export const action = kept.action;
