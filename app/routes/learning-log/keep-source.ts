/** Keeps what another source says while it is entered, for its writer alone. */
import { paths } from "~/paths";
import { noRecord } from "~/server/guard.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("learning-log.add-source", noRecord, {
  form: "learning-source",
  id: () => "new",
  page: () => paths.learning.addSource(),
});

export const loader = kept.loader;
export const action = kept.action;
