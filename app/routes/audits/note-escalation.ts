import { redirect } from "@remix-run/node";
import * as z from "zod";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { openGradesOf } from "~/server/reading.server";
import { submittedAuditFromUrl } from "~/server/subjects.server";
import { transact } from "~db/core/open.server";
import { saveEscalationRead } from "~db/operations/audits/escalation.server";

/** The button is on the audit itself: whoever comes here by its address reads that first. */
export const loader = guarded("audits.note-escalation", submittedAuditFromUrl, async (guard) => {
  throw redirect(paths.audits.read(guard.subject.id));
});

export const action = guarded("audits.note-escalation", submittedAuditFromUrl, async (guard) => {
  const { db, subject, request, stamp, actor, done } = guard;
  await openGradesOf(guard);
  const form = await readForm(request, z.object({}));
  if (!form.ok) return refuse(form);
  await transact(db, (tx) => saveEscalationRead(tx, { ...stamp, actorId: actor.id }, subject.id));
  return done(paths.audits.read(subject.id), "It is recorded that you have read this audit");
});
