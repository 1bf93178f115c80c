/** Keeps the questions of observers while they are changed, for their writer alone. */
import { paths } from "~/paths";
import { noRecord } from "~/server/guard.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("observations.ask", noRecord, {
  form: "observation-questions",
  id: () => "all",
  page: () => paths.observations.questions(),
});

export const loader = kept.loader;
export const action = kept.action;
