/**
 * Owns a calibration's life: a case that several people grade blind by a date, a session that looks
 * at where they part, and what they agree.
 * Practice: nobody sees another's grades before the session opens, not even whoever leads it; it
 * opens when all have submitted, when its date has passed, or when its lead opens it. It grades no
 * one's work: nothing of it enters any figure of practice.
 */
import { isFrom, type StateMachine } from "../core/state-machine";

export const calibrationKinds = ["calibration", "training"] as const;
export type CalibrationKind = (typeof calibrationKinds)[number];

export const calibrationKindNames: Record<CalibrationKind, string> = {
  calibration: "Calibration",
  training: "Training",
};

export const calibrationStates = ["draft", "grading", "session", "closed", "cancelled"] as const;
export type CalibrationState = (typeof calibrationStates)[number];

export const calibrationStateNames: Record<CalibrationState, string> = {
  draft: "Draft",
  grading: "Being graded",
  session: "In session",
  closed: "Closed",
  cancelled: "Cancelled",
};

/** Colours of the GOV.UK tag component. */
export const calibrationStateColours = {
  draft: "grey",
  grading: "blue",
  session: "purple",
  closed: "green",
  cancelled: "grey",
} as const satisfies Record<CalibrationState, string>;

export const calibrationMachine = {
  first: "draft",
  moves: {
    ask: { from: ["draft"], to: "grading" },
    "open-session": { from: ["grading"], to: "session" },
    close: { from: ["session"], to: "closed" },
    cancel: { from: ["draft", "grading", "session"], to: "cancelled" },
  },
} as const satisfies StateMachine<CalibrationState, "ask" | "open-session" | "close" | "cancel">;

export type CalibrationMove = keyof typeof calibrationMachine.moves;

export const canMove = (move: CalibrationMove, state: CalibrationState): boolean =>
  isFrom(calibrationMachine.moves[move], state);

/** Where grades may be shown, of everyone and without names. */
export const revealedStates = ["session", "closed"] as const satisfies readonly CalibrationState[];

export const isRevealed = (state: CalibrationState): boolean =>
  revealedStates.some((one) => one === state);

/** What one rater gave one area, or the whole ("overall"); raters are numbers and never names. */
export type Rating = {
  rater: number;
  isMine: boolean;
  area: string;
  /** A judgement's code. */
  judgement: string;
  reason: string;
};

/** Two grades at least, or there is nothing to compare. */
export const fewestRaters = 2;

export type Rater = { submitted: boolean; active: boolean };

/** Whether everyone who can still grade has: nobody waits for whoever has left. */
export const allSubmitted = (raters: readonly Rater[]): boolean =>
  raters.filter(({ submitted }) => submitted).length >= fewestRaters &&
  raters.every(({ submitted, active }) => submitted || !active);

/** Why the session can't open yet, as an instruction; null when it can. */
export function sessionProblem(state: CalibrationState, submitted: number): string | null {
  if (!canMove("open-session", state))
    return "Reload the page: this calibration is not being graded";
  return submitted < fewestRaters
    ? "Wait until two people have submitted their grades: there is nothing to compare before"
    : null;
}

/** Whether its session opens by itself, today (YYYY-MM-DD): the day after its date. */
export const opensByItself = (dueOn: string, today: string, submitted: number): boolean =>
  today > dueOn && submitted >= fewestRaters;

/** What is wrong with the date by which it is graded, as an instruction; null when nothing is. */
export const calibrationDateProblem = (dueOn: string, today: string): string | null =>
  dueOn < today ? "Enter a date that is not in the past" : null;

/** Where a plan can change: all of it in a draft, its date and raters while it is graded. */
export const allowsChange = (state: CalibrationState): boolean =>
  state === calibrationMachine.first || canMove("open-session", state);
