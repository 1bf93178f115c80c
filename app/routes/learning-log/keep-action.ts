/** Keeps a new action of the learning log while it is written, for its writer alone. */
import { paths } from "~/paths";
import { noRecord } from "~/server/guard.server";
import { keepsWriting } from "~/server/written.server";

const kept = keepsWriting("learning-log.add", noRecord, {
  form: "action",
  id: () => "new",
  page: () => paths.log.add(),
});

export const loader = kept.loader;
export const action = kept.action;
