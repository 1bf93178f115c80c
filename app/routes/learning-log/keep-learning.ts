/** Keeps the words of a learning while they are changed, for their writer alone. */
import { paths } from "~/paths";
import { standingLearningFromUrl } from "~/server/learning-subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("learning-log.keep-learning", standingLearningFromUrl, {
  form: "learning",
  id: ({ id }) => id,
  page: ({ id }) => paths.learning.edit(id),
});

export const loader = kept.loader;
export const action = kept.action;
