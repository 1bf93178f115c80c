import type { NameProblem } from "~/rules/caseload/mapping";
import type { Outcome } from "~/rules/caseload/staging";
import { counted } from "~/rules/core/words";

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
  unmapped: "not taken: team or cohort not known",
  add: "added",
  change: "changed",
  close: "closed",
};

/** How many rows have a name, and why it is asked about. */
export function hintOf({
  rows,
  why,
  answer,
}: {
  rows: number;
  why: NameProblem;
  answer: string;
}): string {
  const count = `${counted(rows, "row", "rows")}`;
  if (answer) return `${count}. It was asked for and not added: ${answer}`;
  if (why === "several") return `${count}. More than one person has this name`;
  if (why === "alike") {
    return `${count}. Nobody here has exactly this name, but one much like it is known or new. Say whether it is the same person`;
  }
  if (why === "left") {
    return `${count}. Nobody active has this name, so it counts as whoever left. Choose if it is someone else`;
  }
  if (why === "no-cases") return `${count}. A team of this name is here, but it holds no cases`;
  return count;
}
