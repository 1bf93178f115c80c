/**
 * Owns what stands still in asking families for feedback: a family whom nobody independent is to ask,
 * and those whose last day for answers is over.
 * Practice: whoever was chosen may leave, lose their role, move into the team of the case, or declare a conflict; then
 * it waits for the QA lead, and is on nobody else's list.
 */
import { paths } from "~/paths";
import { dateOf } from "~/rules/core/dates";
import { feedbackReference } from "~/rules/family-feedback/invitations";
import type { AttentionFact } from "~/rules/home/attention";
import type { Db } from "../../core/open.server";
import { listCallersTied, unscopedCallersToChoose } from "../../family-feedback/callers.server";
import { type Invitation, listOpenInvitations } from "../../family-feedback/invitations.server";
import type { AttentionAsked } from "./sources.server";

export async function feedbackStandingStill(
  db: Db,
  { today, exerciseId }: Pick<AttentionAsked, "today" | "exerciseId">,
): Promise<AttentionFact[]> {
  const open = await listOpenInvitations(db, exerciseId);
  const late = open.filter(({ answersBy }) => answersBy < today);
  const going = open.filter(({ answersBy }) => answersBy >= today);
  const tied = await listCallersTied(db, going, today);
  const callers = new Set(
    going.length > 0 ? (await unscopedCallersToChoose(db)).map(({ id }) => id) : [],
  );
  return [
    ...going
      .filter(({ id, callerId }) => callerId === null || !callers.has(callerId) || tied.has(id))
      .map(
        (one): AttentionFact => ({
          ...{ kind: "feedback-nobody", count: 1, since: one.plannedAt, dueOn: one.answersBy },
          subject: `${feedbackReference(one.reference)}, case ${one.caseReference}`,
          href: paths.familyFeedback.change(one.id),
          ...{ place: one.exerciseTitle, meant: null },
        }),
      ),
    ...ofExercises(late),
  ];
}

function ofExercises(late: readonly Invitation[]): AttentionFact[] {
  const first = new Map<string, Invitation>();
  for (const one of late) if (!first.has(one.exerciseId)) first.set(one.exerciseId, one);
  return [...first.values()].map(({ exerciseId, exerciseTitle, answersBy }) => ({
    ...{ kind: "feedback-late", subject: exerciseTitle, since: dateOf(answersBy) },
    count: late.filter((one) => one.exerciseId === exerciseId).length,
    href: paths.familyFeedback.cycle(exerciseId),
    ...{ place: exerciseTitle, meant: null },
  }));
}
