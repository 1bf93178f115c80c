/**
 * Owns the clock of an immediate safeguarding concern: by when someone must acknowledge it, to
 * whom it goes, and when it is escalated.
 * Practice: the same working day, or early on the next when raised late or out of hours. The
 * hours are a choice, kept in settings. A late one is escalated to the QA lead and the leaders, and so
 * does at once one that everyone in line is left out for.
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
} from "../core/dates";

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

/** Whether the hours make sense: London times HH:MM, and some time left before the end of the day. */
export const areConcernHours = ({ sameDayBy, cutOff, nextDayBy }: ConcernHours): boolean =>
  [sameDayBy, cutOff, nextDayBy].every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) &&
  cutOff < sameDayBy;

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
 * it was escalated to can still read it; at the very instant it is due it is not late yet.
 */
export function isLate(concern: ConcernClock, now: Date): boolean {
  const stoppedAt = concern.acknowledgedAt === null ? now : new Date(concern.acknowledgedAt);
  return stoppedAt.getTime() > Date.parse(concern.dueAt);
}

export type Escalatable = ConcernClock & { escalatedAt: string | null };

/**
 * When a concern was escalated to the QA lead and the leaders, as UTC ISO text; null while it has not.
 * What is recorded counts; a late one is up from the instant its time was over, whether or not
 * that has been recorded yet.
 */
export function wentUpAt(concern: Escalatable, now: Date): string | null {
  return concern.escalatedAt ?? (isLate(concern, now) ? concern.dueAt : null);
}

/** As what someone is told of a concern. */
export const concernParts = ["team-manager", "service-manager", "qa-lead", "leader"] as const;
export type ConcernPart = (typeof concernParts)[number];

export const concernPartNames: Record<ConcernPart, string> = {
  "team-manager": "team manager",
  "service-manager": "service manager",
  "qa-lead": "QA lead",
  leader: "leader",
};

/** One who answers for the team, or stands above those who do; `forName` when they stand in. */
export type InLine = {
  id: string;
  name: string;
  part: ConcernPart;
  forId: string | null;
  forName: string | null;
};

export const isInLine = ({ part }: { part: ConcernPart }): boolean =>
  part === "team-manager" || part === "service-manager";

/** "Toni Vale (team manager)", "Rae Holt (for Toni Vale, team manager)". */
export const inLineInWords = ({
  name,
  part,
  forName,
}: Pick<InLine, "name" | "part" | "forName">): string =>
  `${name} (${forName ? `for ${forName}, ` : ""}${concernPartNames[part]})`;

/**
 * Who is told when a concern is raised: those who answer for the team, without anyone implicated,
 * without whoever stands in for them, and without who raised it, each once. Where that leaves
 * nobody it is escalated at once.
 */
export function whoIsTold(
  people: readonly InLine[],
  { raisedBy, bypassed }: { raisedBy: string; bypassed: readonly string[] },
): { told: InLine[]; goesUp: boolean } {
  const free = without(people, [raisedBy, ...bypassed]);
  const line = eachOnce(free.filter(isInLine));
  if (line.length > 0) return { told: line, goesUp: false };
  return { told: eachOnce(free.filter((one) => !isInLine(one))), goesUp: true };
}

/** Who is told when a concern is escalated: the QA lead and the leaders, without anyone implicated. */
export const whoIsAbove = (people: readonly InLine[], bypassed: readonly string[]): InLine[] =>
  eachOnce(without(people, bypassed).filter((one) => !isInLine(one)));

/** A deputy was named by the person they stand in for, and goes with them. */
const without = (people: readonly InLine[], ids: readonly string[]): InLine[] =>
  people.filter(({ id, forId }) => !ids.includes(id) && !(forId && ids.includes(forId)));

/** Each in the first of their parts; in their own right rather than for someone absent. */
function eachOnce(people: readonly InLine[]): InLine[] {
  const kept = new Map<string, InLine>();
  for (const one of people) {
    const held = kept.get(one.id);
    if (!held || (held.forId !== null && one.forId === null)) kept.set(one.id, one);
  }
  return people.filter((one) => kept.get(one.id) === one);
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
