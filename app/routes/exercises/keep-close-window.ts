/** Keeps the reason for withdrawing audits while it is written, for its writer alone. */
import { paths } from "~/paths";
import { advanceExercise } from "~/rules/exercises/exercises";
import { gradedExerciseFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("exercises.manage", gradedExerciseFromUrl, {
  form: "close-window",
  id: ({ id }) => id,
  page: ({ id }) => paths.exercises.closeWindow(id),
  closed: ({ subject }) => {
    const move = advanceExercise(subject, "close-window");
    return move.ok ? null : move.message;
  },
});

export const loader = kept.loader;
export const action = kept.action;
