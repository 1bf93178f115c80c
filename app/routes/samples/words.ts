/** "In 3 cases"; empty when not counted. */
export const casesInWords = (count: number | null): string =>
  count === null ? "" : count === 1 ? "In 1 case" : `In ${count} cases`;

export const ownerOfAction = (action: { ownerName: string | null; ownerRole: string }): string =>
  [action.ownerName, action.ownerRole].filter(Boolean).join(", ") || "No owner";
