import type { Outcome } from "~/rules/caseload-staging";

/** Everything of an import that can be listed, in the order it is looked at. */
export const shownKinds = [
  "bad",
  "unmapped",
  "add",
  "change",
  "close",
  "unchanged",
  "left-out",
  "noted",
  "people",
  "absent",
] as const satisfies (Outcome | "noted" | "people" | "absent")[];
export type Shown = (typeof shownKinds)[number];

/** Owns what the counts of an import are called, before and after it is confirmed. */
export const labels: Record<Shown, string> = {
  bad: "with a problem",
  unmapped: "of teams or cohorts not known here",
  add: "to add",
  change: "to change",
  close: "to close",
  unchanged: "unchanged",
  "left-out": "left out",
  noted: "merged or noted",
  people: "new in the staff list",
  absent: "absent from the file",
};

export const doneLabels: Record<Shown, string> = {
  ...labels,
  bad: "not taken: a problem",
  unmapped: "not taken: team not known",
  add: "added",
  change: "changed",
  close: "closed",
};
