/**
 * Owns actions: their states, moves and lateness.
 * Practice: completion is claimed by the owner, verification is by someone else, on evidence;
 * overdue is derived, never stored.
 */

export const actionStatuses = [
  "open",
  "in-progress",
  "completed",
  "verified",
  "not-achieved",
  "superseded",
] as const;
export type ActionStatus = (typeof actionStatuses)[number];

/** Every action begins so; `moveAction` leads on. */
export const firstStatus: ActionStatus = "open";

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

export const actionSources = [
  "audit",
  "response",
  "thematic",
  "dip-sample",
  "earlier-log",
  "other",
] as const;
export type ActionSource = (typeof actionSources)[number];

export const actionSourceNames: Record<ActionSource, string> = {
  audit: "An audit",
  response: "A team's response",
  thematic: "A thematic audit",
  "dip-sample": "A dip sample",
  "earlier-log": "An earlier log",
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

/** What the history calls each kind of update. */
export const updateKindNames = {
  progress: "Progress",
  completed: "Completed, with evidence",
  verified: "Impact verified",
  "not-achieved": "Not achieved",
  superseded: "Superseded",
  reopened: "Reopened",
  "due-changed": "Due date changed",
  "owner-changed": "Owner changed",
  discussed: "Discussed in supervision",
  "retest-ordered": "To be tested again with a dip sample",
  "retest-planned": "The dip sample is planned",
  transferred: "Moved with the child",
  "file-added": "File added",
  "file-removed": "File removed",
  "file-refused": "File refused by the virus scanner",
  imported: "Brought from an earlier log",
} as const;

export type UpdateKind = keyof typeof updateKindNames;
