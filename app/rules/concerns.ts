/**
 * Owns the clock of an immediate safeguarding concern: by when someone must acknowledge it.
 * Practice: the same working day, or early on the next when raised late or out of hours. The
 * hours are a choice, kept in settings.
 */
import { addWorkingDays, dateInLondon, instantInLondon, isWorkingDay, timeInLondon } from "./dates";

/** London times, HH:MM. */
export type ConcernHours = {
  /** A concern raised before the cut-off is due by this time the same working day. */
  sameDayBy: string;
  cutOff: string;
  /** A concern raised at the cut-off or later, or on a day off, is due by this time the next working day. */
  nextDayBy: string;
};

export const usualConcernHours: ConcernHours = {
  sameDayBy: "17:00",
  cutOff: "15:00",
  nextDayBy: "10:00",
};

/** The instant by which a concern raised at `raisedAt` must be acknowledged. */
export function concernDueAt(raisedAt: Date, hours: ConcernHours = usualConcernHours): Date {
  const today = dateInLondon(raisedAt);
  if (isWorkingDay(today) && timeInLondon(raisedAt) < hours.cutOff) {
    return instantInLondon(today, hours.sameDayBy);
  }
  return instantInLondon(addWorkingDays(today, 1), hours.nextDayBy);
}

/** Instants as UTC ISO text; `acknowledgedAt` null while nobody has. */
export type ConcernClock = { dueAt: string; acknowledgedAt: string | null };

/**
 * Whether a concern ran past its time. One that was acknowledged late stays late, so that those
 * it went up to can still read it; at the very instant it is due it is not late yet.
 */
export function isLate(concern: ConcernClock, now: Date): boolean {
  const stoppedAt = concern.acknowledgedAt === null ? now : new Date(concern.acknowledgedAt);
  return stoppedAt.getTime() > Date.parse(concern.dueAt);
}
