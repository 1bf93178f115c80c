/** Owns what a page tells of an observation to one reader: the case's reference to whoever may open it. */
import type { Guarded } from "~/server/guard.server";
import type { Observation } from "~db/observations/observations.server";
import type { ObservationTold } from "./observation-words";
import { findCaseShown } from "./write.server";

export async function toldOf(
  guard: Pick<Guarded<Observation>, "db" | "subject" | "actor" | "may" | "today">,
): Promise<ObservationTold> {
  const { subject: one } = guard;
  return {
    worker: { consent: one.workerConsent, how: one.workerConsentHow, on: one.workerConsentOn },
    family: { consent: one.familyConsent, how: one.familyConsentHow, on: one.familyConsentOn },
    ...{ familyView: one.familyView, seen: one.seen, conflictReason: one.conflictReason },
    answers: one.questions.flatMap(({ code, text }) => {
      const answer = one.answers[code];
      return answer ? [{ code, text, answer }] : [];
    }),
    caseReference: (await findCaseShown(guard))?.reference ?? null,
    feedback: { to: one.feedbackTo, on: one.feedbackOn },
  };
}
