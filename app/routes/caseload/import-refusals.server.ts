/** Owns why an import can't be confirmed as it stands, and what to choose first. */

import { type Closing, closesMany, countClosing } from "~/rules/caseload/closing";
import { isRunning } from "~/rules/caseload/states";
import { counted, plural } from "~/rules/core/words";
import { askOrder, orderInForce } from "~/rules/imports/date-order";
import type { CaseloadImport } from "~db/caseload/imports.server";

/** Why nothing can be done with it now. */
export function whyNotNow({ state }: CaseloadImport): string {
  if (state === "staged") return "Look again before you go on: this import was compared once more";
  if (isRunning(state)) return "Wait a moment: the server is working on this import";
  const what = { failed: "stopped", undone: "undone", confirmed: "confirmed" } as const;
  const ended =
    state === "failed" || state === "undone" || state === "confirmed" ? what[state] : "discarded";
  return `Nothing more to do here: this import was ${ended} already`;
}

type Choices = { leaveOut: boolean; leaveUnmapped: boolean; complete: readonly string[] };

type Answered = { count: number; chosen: number };

const waiting = ({ team, cohort }: { team: Answered; cohort: Answered }): string =>
  cohort.count === 0 ? "teams" : team.count === 0 ? "cohorts" : "teams and cohorts";

/** What is still to be chosen before an import can be confirmed; null when nothing is. */
export function whyNotConfirm(
  { counts }: CaseloadImport,
  choices: Choices,
  names: { team: Answered; cohort: Answered },
) {
  const { bad, unmapped, unnamed } = counts;
  if (unmapped > 0 && !choices.leaveUnmapped) {
    return {
      words: `Choose what the ${waiting(names)} mean that are not known here, or tick to leave out their ${plural(unmapped, "row", "rows")}`,
      field: "leaveUnmapped",
    };
  }
  if (bad > 0 && !choices.leaveOut) {
    return {
      words: `Tick to leave out the bad ${plural(bad, "row", "rows")}, or correct the file and import it again`,
      field: "leaveOut",
    };
  }
  if (choices.complete.length > 0 && unnamed > 0) {
    return {
      words:
        "Correct the rows whose reference can’t be read before you close what is absent: they may be cases you hold",
      field: "complete",
    };
  }
  return null;
}

/** The preview must stand by the way the dates are said to be written. */
export function whyNotDates({ counts, dateOrder }: CaseloadImport, posted: string) {
  const question = askOrder(counts.dates);
  if (!question) return null;
  const inForce = orderInForce(question, dateOrder);
  if (inForce !== "" && (posted === "" || posted === inForce)) return null;
  const words =
    "Choose how the dates are written and press “Read the dates this way” before you confirm";
  return { words, field: "dateOrder" };
}

/** New people who may be known under another spelling are never added without a word. */
export const whyAlike = (count: number) =>
  count === 0
    ? null
    : {
        words: `Choose who the new workers are whose names are much like others: ${counted(count, "is", "are")} not chosen yet`,
        field: "",
      };

/** The number is part of the answer: who then closes more is asked again. */
export function whyNotClose(closing: Closing, { complete }: Choices, agreed: readonly string[]) {
  const count = countClosing(closing, complete);
  if (!closesMany(closing, complete) || agreed.includes(String(count))) return null;
  return `Check that the file is the whole caseload, then tick to close ${count.toLocaleString("en-GB")} of ${closing.open.toLocaleString("en-GB")} open cases`;
}
