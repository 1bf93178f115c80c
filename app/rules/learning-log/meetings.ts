/**
 * Owns the two meetings that look at the learning log: what each looks at, and how far back.
 * Practice: the QA Operational Group each month, the Improvement Board each quarter; what stands still
 * is looked at as well as what is late.
 */
import { addDays } from "../core/dates";

export const logMeetings = ["group", "board"] as const;
export type LogMeeting = (typeof logMeetings)[number];

export const logMeetingNames: Record<LogMeeting, string> = {
  group: "QA Operational Group",
  board: "Improvement Board",
};

/** The days since the last one where no minutes say when that was, and those ahead it looks at. */
const usualDays: Record<LogMeeting, number> = { group: 31, board: 92 };

/** So many days without a word an action is stuck, and so many days it may wait to be verified. */
export const stuckAfterDays = 28;

export type Looked = { since: string; until: string; stuckSince: string };

/** `last` is when it met last, YYYY-MM-DD; null where it never did. */
export const lookedAt = (meeting: LogMeeting, today: string, last: string | null): Looked => ({
  since: last ?? addDays(today, -usualDays[meeting]),
  until: addDays(today, usualDays[meeting]),
  stuckSince: addDays(today, -stuckAfterDays),
});
