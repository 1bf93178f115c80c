/** Keeps an observation while it is written, for its observer alone. */
import { paths } from "~/paths";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("observations.write", observationFromUrl, {
  form: "observation",
  id: ({ id }) => id,
  page: ({ id }) => paths.observations.write(id),
  closed: ({ subject: { state } }) =>
    state === "draft" ? null : "This observation is shared or withdrawn: it stays as it is.",
});

export const loader = kept.loader;
export const action = kept.action;
