/**
 * Owns what the programme counts: exercises planned, and how far those very ones are.
 * Practice: planned, delivered and under way are counted of the same months, so that they add up;
 * what was cancelled is not counted.
 */
import { type ExerciseState, underWay } from "./exercises";

type Planned = { month: string; state: ExerciseState };

export type ProgrammeCounts = {
  planned: number;
  delivered: number;
  underWay: number;
  notBegun: number;
};

/** Counts exercises up to a month (YYYY-MM), that month included. */
export function countProgramme(rows: readonly Planned[], upTo: string): ProgrammeCounts {
  const counted = rows.filter(({ month, state }) => month <= upTo && state !== "cancelled");
  const count = (states: readonly ExerciseState[]) =>
    counted.filter(({ state }) => states.includes(state)).length;
  return {
    planned: counted.length,
    delivered: count(["closed"]),
    underWay: count(underWay),
    notBegun: count(["planned", "drawn"]),
  };
}

/** "9 planned: 7 delivered, 1 under way, 1 not begun"; "None planned". */
export function programmeInWords(counts: ProgrammeCounts): string {
  if (counts.planned === 0) return "None planned";
  const parts = [
    `${counts.delivered} delivered`,
    ...(counts.underWay > 0 ? [`${counts.underWay} under way`] : []),
    ...(counts.notBegun > 0 ? [`${counts.notBegun} not begun`] : []),
  ];
  return `${counts.planned} planned: ${parts.join(", ")}`;
}
