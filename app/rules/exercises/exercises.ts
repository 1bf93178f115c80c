/**
 * Owns exercises: the four kinds, their states, and which move leads from which to which.
 * Practice: one machine for core cycles, thematic audits, dip samples and practice weeks; what
 * differs is the tool and the settings. What is graded goes by the same form, allocation and
 * moderation whatever its kind; figures over time are of core cycles alone.
 */

import { isFrom, type StateMachine } from "../core/state-machine";

export const exerciseKinds = ["core", "thematic", "dip-sample", "practice-week"] as const;
export type ExerciseKind = (typeof exerciseKinds)[number];

export const exerciseKindNames: Record<ExerciseKind, string> = {
  core: "Core audit cycle",
  thematic: "Thematic audit",
  "dip-sample": "Dip sample",
  "practice-week": "Practice week",
};

/** Whether teams answer its report: a thematic audit’s actions are its own. */
export const asksTeams = (kind: ExerciseKind): boolean => kind === "core";

export const exerciseStates = [
  "planned",
  "drawn",
  "auditing",
  "moderating",
  "closed",
  "cancelled",
] as const;
export type ExerciseState = (typeof exerciseStates)[number];

/** Released and not closed: its audits are being written or moderated. */
export const underWay: readonly ExerciseState[] = ["auditing", "moderating"];

/** Nothing waits in it any more. */
export const overStates: readonly ExerciseState[] = ["closed", "cancelled"];

/** Planned or under way: the few, however many are over. */
export const goingOnStates: readonly ExerciseState[] = exerciseStates.filter(
  (state) => !overStates.includes(state),
);

export const exerciseStateNames: Record<ExerciseState, string> = {
  planned: "Planned",
  drawn: "Cases drawn",
  auditing: "Under way",
  moderating: "Moderating",
  closed: "Closed",
  cancelled: "Cancelled",
};

/** Colours of the GOV.UK tag component. */
export const exerciseStateColours = {
  planned: "grey",
  drawn: "yellow",
  auditing: "blue",
  moderating: "purple",
  closed: "green",
  cancelled: "grey",
} as const satisfies Record<ExerciseState, string>;

export type ExerciseMove = "draw" | "release" | "close-window" | "close" | "cancel";

/** What each move is called once it is done, for the sentence that refuses it. */
const done: Record<ExerciseMove, string> = {
  draw: "drawn",
  release: "released",
  "close-window": "closed to further audits",
  close: "closed",
  cancel: "cancelled",
};

export const exerciseMachine = {
  first: "planned",
  moves: {
    draw: { from: ["planned", "drawn"], to: "drawn" },
    release: { from: ["drawn"], to: "auditing" },
    "close-window": { from: ["auditing"], to: "moderating" },
    close: { from: ["auditing", "moderating"], to: "closed" },
    cancel: { from: ["planned", "drawn"], to: "cancelled" },
  },
} as const satisfies StateMachine<ExerciseState, ExerciseMove>;

export type ExerciseAdvance =
  | { ok: true; next: ExerciseState }
  | { ok: false; refusal: "wrong-state"; message: string };

/** The next state, or a refusal with the sentence to show. A moderated exercise closes its window first. */
export function advanceExercise(
  exercise: { state: ExerciseState; moderated: boolean },
  move: ExerciseMove,
): ExerciseAdvance {
  const made = exerciseMachine.moves[move];
  const early = move === "close" && exercise.moderated && exercise.state === "auditing";
  if (isFrom<ExerciseState>(made, exercise.state) && !early) return { ok: true, next: made.to };
  const now = exerciseStateNames[exercise.state].toLowerCase();
  return {
    ok: false,
    refusal: "wrong-state",
    message: `This exercise is ${now}, so it can’t be ${done[move]}.`,
  };
}

/** Whether its cases are out with those who audit or review them. */
export const isReleased = (state: ExerciseState): boolean =>
  state === "auditing" || state === "moderating" || state === "closed";

/** Whether findings of the whole are written: while its cases are out, and moderated. */
export const mayWriteFindings = (exercise: { state: ExerciseState; graded: boolean }): boolean =>
  exercise.state === "auditing" || (exercise.graded && exercise.state === "moderating");

/** What prompts an exercise. */
export const triggerKinds = [
  "inspection",
  "performance",
  "finding",
  "review",
  "complaint",
  "other",
] as const;
export type TriggerKind = (typeof triggerKinds)[number];

export const triggerKindNames: Record<TriggerKind, string> = {
  inspection: "Inspection or focused visit",
  performance: "Performance data",
  finding: "A finding of an earlier exercise",
  review: "A practice review",
  complaint: "Complaints or feedback",
  other: "Something else",
};

/** Has it grades to report? Before its cases are out there is nothing to read or to answer. */
export const hasReport = (state: ExerciseState): boolean =>
  state === "auditing" || state === "moderating" || state === "closed";
