import type { SectionState } from "~/rules/audits/readiness";
import { StateTag } from "./tags";

export const sectionNames: Record<SectionState, string> = {
  "not-started": "Not started",
  "in-progress": "In progress",
  complete: "Completed",
  optional: "Optional",
};

/** Plain words for what needs no attention, a tag for what does. */
export function SectionStateTag({ state }: { state: SectionState }) {
  if (state === "complete" || state === "optional") return <>{sectionNames[state]}</>;
  return (
    <StateTag colour={state === "in-progress" ? "yellow" : "blue"}>{sectionNames[state]}</StateTag>
  );
}

/** How many parts there are to complete, and how many are; an optional one is none of them. */
export function countParts(states: readonly SectionState[]): { done: number; of: number } {
  const asked = states.filter((state) => state !== "optional");
  return { done: asked.filter((state) => state === "complete").length, of: asked.length };
}
