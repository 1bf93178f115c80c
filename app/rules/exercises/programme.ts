/**
 * Owns what stands in the programme and how far it is: exercises, and what is planned to become one.
 * Practice: planned against delivered is counted of the same months, so that it adds up; what was
 * missed stays in the count with its reason; what was cancelled is not counted.
 */
import { formatMonth } from "../core/dates";
import { suggestTitle } from "./dates";
import { type ExerciseKind, type ExerciseState, underWay } from "./exercises";

export const programmeStates = [
  "planned",
  "under-way",
  "delivered",
  "missed",
  "not-begun",
  "cancelled",
] as const;
export type ProgrammeState = (typeof programmeStates)[number];

export const programmeStateNames: Record<ProgrammeState, string> = {
  planned: "Planned",
  "under-way": "Under way",
  delivered: "Delivered",
  missed: "Missed",
  "not-begun": "Not begun",
  cancelled: "Cancelled",
};

/** Colours of the GOV.UK tag component. */
export const programmeStateColours = {
  planned: "grey",
  "under-way": "blue",
  delivered: "green",
  missed: "red",
  "not-begun": "orange",
  cancelled: "grey",
} as const satisfies Record<ProgrammeState, string>;

/** What was said of something planned that no exercise here became. */
export const plannedOutcomes = ["missed", "held"] as const;
export type PlannedOutcome = (typeof plannedOutcomes)[number];

/** How far a practice week is that something planned became. */
export type WeekState = "planned" | "published" | "closed" | "cancelled";

/** How far something of the programme is, as of `thisMonth` (YYYY-MM). */
export function programmeState(
  one: {
    month: string;
    state: ExerciseState | null;
    outcome?: PlannedOutcome | null;
    weekState?: WeekState | null;
  },
  thisMonth: string,
): ProgrammeState {
  if (one.outcome) return one.outcome === "held" ? "delivered" : "missed";
  if (one.weekState === "closed") return "delivered";
  if (one.weekState) return "under-way";
  if (one.state === "closed") return "delivered";
  if (one.state === "cancelled") return "cancelled";
  if (one.state !== null && underWay.includes(one.state)) return "under-way";
  return one.month < thisMonth ? "not-begun" : "planned";
}

export type ProgrammeCounts = {
  planned: number;
  delivered: number;
  underWay: number;
  missed: number;
  notBegun: number;
};

/** Counts what is planned up to a month (YYYY-MM), that month included. */
export function countProgramme(
  rows: readonly { month: string; state: ProgrammeState }[],
  upTo: string,
): ProgrammeCounts {
  const counted = rows.filter(({ month, state }) => month <= upTo && state !== "cancelled");
  const count = (...states: ProgrammeState[]) =>
    counted.filter(({ state }) => states.includes(state)).length;
  return {
    planned: counted.length,
    delivered: count("delivered"),
    underWay: count("under-way"),
    missed: count("missed"),
    notBegun: count("planned", "not-begun"),
  };
}

/** "9 planned: 7 delivered, 1 under way, 1 not begun"; "None planned". */
export function programmeInWords(counts: ProgrammeCounts): string {
  if (counts.planned === 0) return "None planned";
  const parts = [
    `${counts.delivered} delivered`,
    ...(counts.underWay > 0 ? [`${counts.underWay} under way`] : []),
    ...(counts.missed > 0 ? [`${counts.missed} missed`] : []),
    ...(counts.notBegun > 0 ? [`${counts.notBegun} not begun`] : []),
  ];
  return `${counts.planned} planned: ${parts.join(", ")}`;
}

/** What something planned is called while nobody names it. */
export function plannedTitle(
  kind: ExerciseKind,
  month: string,
  serviceName: string | null = null,
): string {
  if (kind === "core") return suggestTitle(month);
  if (kind === "practice-week") return `Practice week, ${formatMonth(month)}`;
  if (kind === "thematic") return "Thematic audit";
  return serviceName === null ? "Dip sample" : `Dip sample, ${serviceName}`;
}

/** Said where what was to be planned from the programme is an exercise by now, or removed. */
export const begunAlready =
  "Look at the programme again: this was planned or removed by someone else meanwhile";

/** A title that was left as it was suggested follows what it is planned as now. */
export const followingTitle = (typed: string, was: string, is: string): string =>
  typed === "" || typed === was ? is : typed;
