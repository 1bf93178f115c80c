/** Owns refusing a page of a practice week that its state no longer has. */
import { moveWeek, type WeekMove } from "~/rules/observations/practice-weeks";
import { type Guarded, refusal } from "~/server/guard.server";
import type { PracticeWeek } from "~db/observations/weeks.server";

export const weekChanged =
  "Look at the week again: it was changed after you opened this page. What you typed is kept here";

/** Throws 409 where this move can't be made. */
export function refuseWeekMove(
  { subject, today }: Pick<Guarded<PracticeWeek>, "subject" | "today">,
  move: WeekMove,
  title: string,
): void {
  const step = moveWeek(subject, move, today);
  if (!step.ok) throw refusal(409, { title, because: step.message });
}

/** Throws 409 once its timetable can't change any more. */
export function refuseEnded({ subject }: Pick<Guarded<PracticeWeek>, "subject">): void {
  if (subject.state === "closed" || subject.state === "cancelled")
    throw refusal(409, {
      title: "This practice week can’t be changed",
      because: "It is closed, or cancelled. One that is closed can be opened again.",
    });
}
