/** Keeps what the report says while it is written, for its writer alone. */
import { paths } from "~/paths";
import { cycleFromUrl } from "~/server/report-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("reports.write-narrative", cycleFromUrl, {
  form: "narrative",
  id: ({ id }) => id,
  page: ({ id }) => paths.exercises.narrative(id),
});

export const loader = kept.loader;
export const action = kept.action;
