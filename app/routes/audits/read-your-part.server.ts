/** Owns what a practitioner is shown of their own part in an audit of their work. */
import { dueInWords, formatDate } from "~/rules/dates";
import { type ActionStatus, actionReference, isUnfinished } from "~/rules/learning-log";
import type { Guarded } from "~/server/guard.server";
import type { listAuditActions } from "~db/audit-actions.server";
import type { Audit } from "~db/audits.server";
import type { findReflection } from "~db/reflections.server";
import type { Part } from "./read-your-part";

export function partOf(
  { subject, actor, today }: Guarded<Audit>,
  {
    actions,
    reflection,
    corrections,
  }: {
    actions: Awaited<ReturnType<typeof listAuditActions>>;
    reflection: Awaited<ReturnType<typeof findReflection>>;
    corrections: string | null;
  },
): Part {
  const asked = (["proudOf", "doDifferently", "childWouldSay", "raiseGrade"] as const).some(
    (name) => reflection?.[name],
  );
  return {
    isFinal: subject.state === "final",
    reflected: asked,
    corrections,
    corrected: Boolean(reflection?.correction),
    talked: Boolean(reflection?.conversation),
    actions: actions
      .filter(({ ownerId, status }) => ownerId === actor.id && isUnfinished(status as ActionStatus))
      .map(({ id, reference, dueOn }) => ({
        id,
        reference: actionReference(reference),
        due: dueOn ? `${formatDate(dueOn)}: ${dueInWords(dueOn, today)}` : null,
      })),
  };
}
