/**
 * Owns actions: their states, moves and lateness.
 * Practice: completion is claimed by the owner, verification is by someone else, on evidence;
 * overdue is derived, never stored.
 */

import { formatDate, formatMonth, monthOf } from "./dates";

export const actionStatuses = [
  "open",
  "in-progress",
  "completed",
  "verified",
  "not-achieved",
  "superseded",
] as const;
export type ActionStatus = (typeof actionStatuses)[number];

export const actionStatusNames: Record<ActionStatus, string> = {
  open: "Open",
  "in-progress": "In progress",
  completed: "Completed",
  verified: "Impact verified",
  "not-achieved": "Not achieved",
  superseded: "Superseded",
};

/** Colours of the GOV.UK tag component. */
export const actionStatusColours = {
  open: "grey",
  "in-progress": "blue",
  completed: "yellow",
  verified: "green",
  "not-achieved": "red",
  superseded: "grey",
} as const satisfies Record<ActionStatus, string>;

export const actionLevels = ["child", "team", "service", "strategic"] as const;
export type ActionLevel = (typeof actionLevels)[number];

export const actionLevelNames: Record<ActionLevel, string> = {
  child: "Child",
  team: "Team",
  service: "Service",
  strategic: "Strategic",
};

export const actionSources = ["audit", "response", "thematic", "dip-sample", "other"] as const;
export type ActionSource = (typeof actionSources)[number];

export const actionSourceNames: Record<ActionSource, string> = {
  audit: "An audit",
  response: "A team's response",
  thematic: "A thematic audit",
  "dip-sample": "A dip sample",
  other: "Elsewhere",
};

/** "A-0042", as people call it. */
export const actionReference = (reference: number): string =>
  `A-${String(reference).padStart(4, "0")}`;

/** Still to be done by the owner. */
export const unfinishedStatuses: readonly ActionStatus[] = ["open", "in-progress"];

export const isUnfinished = (status: ActionStatus): boolean => unfinishedStatuses.includes(status);

/** Overdue: not finished and its date is past. Both dates YYYY-MM-DD. */
export const isOverdue = (
  action: { status: ActionStatus; dueOn: string | null },
  today: string,
): boolean => isUnfinished(action.status) && action.dueOn !== null && action.dueOn < today;

/** Due on a day, or by the end of a month: then the date is the month's last. */
export type DuePrecision = "day" | "month";

type Due = { dueOn: string | null; duePrecision: DuePrecision };

/** "5 April 2024", "the end of February 2024", or "no due date": to stand after "by", "from" or "to". */
export function dueDateInWords(due: Due): string {
  if (due.dueOn === null) return "no due date";
  return due.duePrecision === "month"
    ? `the end of ${formatMonth(monthOf(due.dueOn))}`
    : formatDate(due.dueOn);
}

/** The same to stand by itself: "5 April 2024", "By the end of February 2024", or "No date". */
export function dueByInWords(due: Due): string {
  if (due.dueOn === null) return "No date";
  return due.duePrecision === "month" ? `By ${dueDateInWords(due)}` : dueDateInWords(due);
}

/** What the history calls each kind of update. */
export const updateKindNames: Record<string, string> = {
  progress: "Progress",
  completed: "Completed, with evidence",
  verified: "Impact verified",
  "not-achieved": "Not achieved",
  superseded: "Superseded",
  reopened: "Reopened",
  "due-changed": "Due date changed",
  "owner-changed": "Owner changed",
};
