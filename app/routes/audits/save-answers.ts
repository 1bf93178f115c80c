/** Saves what is typed into an audit's form while it is being typed. */
import { redirect } from "@remix-run/node";
import { fieldsOfAudit } from "~/forms/audit-draft";
import { paths } from "~/paths";
import { auditStateNames, isOpenToAuditor } from "~/rules/audits/audits";
import { guarded } from "~/server/guard.server";
import { closedAnswer, saveAsTyped } from "~/server/save-as-typed.server";
import { auditFromUrl } from "~/server/subjects.server";
import { listTeams } from "~db/access/people.server";
import { listAnswers } from "~db/audits/answers.server";
import { findTool, saveTypedAnswers } from "./writing.server";

/** The address is for saving only. */
export const loader = guarded("audits.write", auditFromUrl, async ({ subject }) =>
  redirect(paths.audits.one(subject.id)),
);

export const action = guarded("audits.write", auditFromUrl, async (guard) => {
  const { db, subject } = guard;
  const closed = () =>
    `This audit is ${auditStateNames[subject.state].toLowerCase()}, so what it says can’t be changed any more.`;
  if (!isOpenToAuditor(subject.state)) return closedAnswer(closed());
  const tool = await findTool(guard);
  const teams = await listTeams(db);
  return saveAsTyped(guard, {
    fields: (names) => fieldsOfAudit(tool, teams, names),
    save: (save) => saveTypedAnswers(guard, save),
    list: () => listAnswers(db, subject.id),
    closed,
  });
});
