/** Owns refusing a page of a session that its state no longer has. */
import {
  isToCome,
  moveSession,
  type SessionMove,
} from "~/rules/feedback-sessions/feedback-sessions";
import { type Guarded, refusal } from "~/server/guard.server";
import type { FeedbackSession } from "~db/feedback-sessions/sessions.server";

export const changedElsewhere =
  "Look at the session again: it was changed by someone else after you opened this page. What you typed is kept here";

/** Throws 409 where this move can't be made. */
export function refuseMove(
  { subject, today }: Pick<Guarded<FeedbackSession>, "subject" | "today">,
  move: SessionMove,
  title: string,
): void {
  const step = moveSession(subject, move, today);
  if (!step.ok) throw refusal(409, { title, because: step.message });
}

/** Throws 409 where it is over. */
export function refuseOver({ subject }: Pick<Guarded<FeedbackSession>, "subject">): void {
  if (!isToCome(subject.state))
    throw refusal(409, {
      title: "This session can’t be changed",
      because: "It was held, or cancelled.",
    });
}

/** Throws 409 before it was held. */
export function refuseUnheld({ subject }: Pick<Guarded<FeedbackSession>, "subject">): void {
  if (subject.state !== "held")
    throw refusal(409, {
      title: "Nothing was said here yet",
      because: "Say first that the session was held.",
    });
}
