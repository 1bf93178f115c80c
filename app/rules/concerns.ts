/**
 * Owns the clock of an immediate safeguarding concern: by when someone must acknowledge it.
 * Practice: the same working day, or early on the next when raised late or out of hours. The
 * hours are a choice, kept in settings.
 */
import {
  addWorkingDays,
  dateInLondon,
  daysBetween,
  formatDate,
  formatTime,
  instantInLondon,
  isWorkingDay,
  timeInLondon,
} from "./dates";

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

const spanInWords = (ms: number): string => {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const count = (n: number, unit: string) => `${n} ${unit}${n === 1 ? "" : "s"}`;
  if (minutes < 120) return count(minutes, "minute");
  if (minutes < 48 * 60) return count(Math.floor(minutes / 60), "hour");
  return count(Math.floor(minutes / (24 * 60)), "day");
};

const dayInWords = (date: string, today: string): string => {
  const days = daysBetween(today, date);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  return `on ${formatDate(date)}`;
};

/** "Acknowledge by 5pm today: 2 hours left", "Late by 3 hours", or how it was acknowledged. */
export function concernTimeInWords(concern: ConcernClock, now: Date): string {
  const due = new Date(concern.dueAt);
  const late = isLate(concern, now);
  if (concern.acknowledgedAt !== null) {
    const by = Date.parse(concern.acknowledgedAt) - due.getTime();
    return late ? `Acknowledged ${spanInWords(by)} late` : "Acknowledged in time";
  }
  if (late) return `Late by ${spanInWords(now.getTime() - due.getTime())}`;
  const when = `${formatTime(due)} ${dayInWords(dateInLondon(due), dateInLondon(now))}`;
  return `Acknowledge by ${when}: ${spanInWords(due.getTime() - now.getTime())} left`;
}
