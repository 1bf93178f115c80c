/** Keeps the response to a report while it is written, for its writer alone. */
import { paths } from "~/paths";
import { responseFromUrl } from "~/server/report-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("reports.respond", responseFromUrl, {
  form: "response",
  id: ({ id }) => id,
  page: ({ id }) => paths.responses.one(id),
});

export const loader = kept.loader;
export const action = kept.action;
