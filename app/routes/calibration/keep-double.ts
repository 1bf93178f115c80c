/** Keeps a second auditor's grades while they are written, for their writer alone. */
import { paths } from "~/paths";
import { keepsWriting } from "~/server/written.server";
import { doubleFromUrl } from "./double.server";

const kept = keepsWriting("double-audits.grade", doubleFromUrl, {
  form: "double-audit",
  id: ({ id }) => id,
  page: ({ id }) => paths.doubleAudits.grade(id),
  closed: ({ subject: { state } }) =>
    state === "given" ? null : "This case is no longer yours to grade again.",
});

export const loader = kept.loader;
export const action = kept.action;
