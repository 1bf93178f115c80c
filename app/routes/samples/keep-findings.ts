/** Keeps a finding, an action or the next steps of a sample while it is written, for its writer alone. */

import { paths } from "~/paths";
import { mayWriteFindings } from "~/rules/exercises/exercises";
import { sampleFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

/** The part is what is added, the id of what is changed, or the next steps. */
const pageOf = (part: string | null) =>
  part === null || part === "next-steps"
    ? {}
    : ["strength", "development", "action"].includes(part)
      ? { add: part }
      : { change: part };

const kept = keepsWriting("exercises.manage", sampleFromUrl, {
  form: "sample-findings",
  id: ({ id }) => id,
  page: ({ id }, part) => paths.exercises.findings(id, pageOf(part)),
  closed: ({ subject }) =>
    mayWriteFindings(subject) ? null : "This exercise is not under way any more.",
});

export const loader = kept.loader;
export const action = kept.action;
