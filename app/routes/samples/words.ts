/** "In 3 cases"; empty when not counted. */
export const casesInWords = (count: number | null): string =>
  count === null ? "" : count === 1 ? "In 1 case" : `In ${count} cases`;

export const ownerOfAction = (action: { ownerName: string | null; ownerRole: string }): string =>
  [action.ownerName, action.ownerRole].filter(Boolean).join(", ") || "No owner";

/** What happened, as the history of an exercise says it. */
export const happenings: Record<string, string> = {
  "exercise.planned": "Planned",
  "exercise.changed": "Plan changed",
  "exercise.drawn": "Cases drawn",
  "exercise.redrawn": "Cases drawn again",
  "exercise.cases-chosen": "Cases chosen by hand",
  "exercise.case-removed": "Case taken out",
  "exercise.released": "Released to the reviewers",
  "exercise.reviewer-changed": "Reviewer changed",
  "exercise.action-added": "Action added",
  "exercise.action-removed": "Action removed",
  "exercise.next-steps": "Next steps written",
  "exercise.closed": "Closed",
  "exercise.cancelled": "Cancelled",
  "finding.added": "Finding added",
  "finding.changed": "Finding changed",
  "finding.removed": "Finding removed",
};
