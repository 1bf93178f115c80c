/** Owns what a practitioner is shown of their own part in an audit of their work. */

import type { ShownCorrection } from "~/rules/audits/corrections";
import { dueInWords } from "~/rules/core/dates";
import { dueByInWords } from "~/rules/core/due";
import {
  type ActionStatus,
  actionReference,
  isUnfinished,
} from "~/rules/learning-log/learning-log";
import type { Guarded } from "~/server/guard.server";
import type { Audit } from "~db/audits/audits.server";
import type { findReflection } from "~db/audits/reflections.server";
import type { listAuditActions } from "~db/operations/audits/actions.server";
import type { Part } from "./read-your-part";

/** What became of the corrections so far; null while none was sent. */
function correctedInWords(corrections: readonly ShownCorrection[]): string | null {
  if (corrections.length === 0) return null;
  const answered = corrections.filter(({ answer }) => answer !== null).length;
  if (answered === 0) return `${corrections.length} sent`;
  return answered === corrections.length
    ? `${answered} answered`
    : `${answered} of ${corrections.length} answered`;
}

export function partOf(
  { subject, actor, today }: Guarded<Audit>,
  {
    actions,
    reflection,
    until,
    corrections,
  }: {
    actions: Awaited<ReturnType<typeof listAuditActions>>;
    reflection: Awaited<ReturnType<typeof findReflection>>;
    /** Until when facts may be corrected, in words; null once that is over. */
    until: string | null;
    corrections: readonly ShownCorrection[];
  },
): Part {
  const asked = (["proudOf", "doDifferently", "childWouldSay", "raiseGrade"] as const).some(
    (name) => reflection?.[name],
  );
  return {
    isFinal: subject.state === "final",
    reflected: asked,
    corrections: until,
    corrected: correctedInWords(corrections),
    talked: Boolean(reflection?.conversation),
    actions: actions
      .filter(({ ownerId, status }) => ownerId === actor.id && isUnfinished(status as ActionStatus))
      .map(({ id, reference, dueOn, duePrecision }) => ({
        id,
        reference: actionReference(reference),
        due: dueOn ? `${dueByInWords({ dueOn, duePrecision })}: ${dueInWords(dueOn, today)}` : null,
      })),
  };
}
