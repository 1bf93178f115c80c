/** Owns which pages of a thematic audit or a dip sample its reader is offered. */
import type { Guarded } from "~/server/guard.server";
import type { Exercise } from "~db/exercises/exercises.server";

export function navOf({
  subject,
  actor,
  may,
}: Pick<Guarded<Exercise>, "subject" | "actor" | "may">) {
  const { access, reviewing, state, graded } = subject;
  const byAgencies = reviewing === "agencies";
  const named = access.people.reviewer?.includes(actor.id) ?? false;
  return {
    state,
    /** Its cases are audited: it has the pages of what is graded. */
    graded,
    mayManage: may("exercises.manage", access),
    // Whoever leads one by agencies and answers for none of them writes the agreed view alone.
    mayReview:
      !graded && may("exercises.review", access) && (named || !byAgencies || state === "closed"),
    subject: subject.of.subject,
    mayAgree: byAgencies && may("exercises.agree", access),
    /** Of another agency: the report is not theirs to read. */
    outside: !may("exercises.read-report", access),
  };
}
