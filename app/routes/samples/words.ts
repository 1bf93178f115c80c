import { andList } from "~/rules/core/words";

/** "In 2 cases: DB-1012 and DB-1044"; empty when not counted. */
export const casesInWords = (count: number | null, references: readonly string[] = []): string => {
  const words = count === null ? "" : count === 1 ? "In 1 case" : `In ${count} cases`;
  return references.length > 0 ? `${words}: ${andList([...references])}` : words;
};

export const ownerOfAction = (action: { ownerName: string | null; ownerRole: string }): string =>
  [action.ownerName, action.ownerRole].filter(Boolean).join(", ") || "No owner";
