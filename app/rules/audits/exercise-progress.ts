/**
 * Owns how far an exercise is, in words: its steps, and its audits counted.
 * Practice: submitted means no longer with the auditor; withdrawn audits are not counted.
 */

import { counted } from "../core/words";
import type { ExerciseState } from "../exercises/exercises";
import type { AuditState } from "./audits";

export type ProgressCounts = {
  byState: Partial<Record<AuditState, number>>;
  total: number;
  late: number;
  moderated: number;
};

/** Before an audit was ever submitted; one that was returned counts as submitted. */
export const unsubmitted = ["allocated", "started"] as const satisfies readonly AuditState[];

/** Audits their auditors have submitted. */
export const submittedOf = ({ byState, total }: ProgressCounts): number =>
  unsubmitted.reduce((left, state) => left - (byState[state] ?? 0), total);

/** "19 of 28 submitted, 5 moderated, 2 late". */
export function progressInWords(counts: ProgressCounts): string {
  const parts = [`${submittedOf(counts)} of ${counts.total} submitted`];
  if (counts.moderated > 0) parts.push(`${counts.moderated} moderated`);
  if (counts.late > 0) parts.push(`${counts.late} late`);
  return parts.join(", ");
}

/** Of a cycle all of whose audits were withdrawn, or that had none. */
export const nothingAuditedInWords =
  "Nothing was audited in this cycle, and no team is asked to respond";

/** What a closed exercise still waits for, if anything: its audits become final one by one. */
export function closedInWords(counts: ProgressCounts, asksTeams: boolean): string {
  if (counts.total === 0) return asksTeams ? `${nothingAuditedInWords}.` : "Nothing was audited.";
  const left = submittedOf(counts) - (counts.byState.final ?? 0);
  const read = asksTeams
    ? "Read the report, and see which teams have answered."
    : "Read the report.";
  if (left === 0) return `Every grade is final. ${read}`;
  const waits = counted(left, "audit is", "audits are");
  return `${waits} not final yet, and in no figure until corrections are done. ${read}`;
}

const stepNames = ["Plan", "Draw", "Audit", "Moderate", "Report", "Respond"] as const;

/** Which step is open in each state, from 0; past the last one there is none. */
const openStep: Record<ExerciseState, number> = {
  planned: 1,
  drawn: 2,
  auditing: 2,
  moderating: 3,
  closed: 5,
  cancelled: 0,
};

export type ProgressStep = { name: string; state: "done" | "current" | "to-come"; words?: string };

/** The steps of a graded exercise, with what the open one waits for; the last where teams answer. */
export function stepsOf(
  state: ExerciseState,
  counts: ProgressCounts,
  asksTeams: boolean,
): ProgressStep[] {
  const open = openStep[state];
  const words: Partial<Record<ExerciseState, string>> = {
    planned: "Draw the cases",
    drawn: "Allocate, then release",
    auditing: `${submittedOf(counts)} of ${counts.total} submitted`,
    moderating: `${counts.byState.final ?? 0} of ${counts.total} final`,
    closed: counts.total === 0 ? "No team is asked" : undefined,
    cancelled: "Cancelled",
  };
  const names = asksTeams ? stepNames : stepNames.filter((name) => name !== "Respond");
  return names.map((name, at) => ({
    name,
    state: at < open ? "done" : at === open ? "current" : "to-come",
    words: at === open ? words[state] : undefined,
  }));
}
