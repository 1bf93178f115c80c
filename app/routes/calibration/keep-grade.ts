/** Keeps a rater's grade of one part while it is written, for its writer alone. */
import { paths } from "~/paths";
import { keepsWriting } from "~/server/written.server";
import { partFromUrl } from "./part.server";
import { mayStillGrade } from "./raters.server";

const kept = keepsWriting("calibration.grade", partFromUrl, {
  form: "calibration-grade",
  id: ({ id, part }) => `${id}~${part.code}`,
  page: ({ id, part }) => paths.calibration.gradePart(id, part.code),
  closed: ({ subject, actor }) =>
    mayStillGrade(subject, actor.id)
      ? null
      : "Your grades were submitted, or the session has opened.",
});

export const loader = kept.loader;
export const action = kept.action;
