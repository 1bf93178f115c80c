/** Keeps what is said of an action while it is written, for its writer alone. */
import { paths } from "~/paths";
import { canMove, moveKinds } from "~/rules/learning-log/action-moves";
import { moverOf } from "~/rules/learning-log/movers";
import { actionFromUrl } from "~/server/subjects.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("learning-log.move", actionFromUrl, {
  form: "action-step",
  id: ({ id }) => id,
  page: ({ id }) => paths.log.one(id),
  closed: ({ actor, subject }) =>
    moveKinds.some((kind) => canMove(subject, kind, moverOf(actor, subject)))
      ? null
      : "This action can’t be changed by you any more.",
});

export const loader = kept.loader;
export const action = kept.action;
