/**
 * Owns the life of asking one child, young person or parent for feedback: its ways, its states, and
 * what counts as asked.
 * Practice: the voice of a family is asked for by someone independent; who was not asked, and why, is
 * said beside who answered. Nothing about how a family is reached is kept.
 */
import { isFrom, type StateMachine } from "../core/state-machine";

export const feedbackWays = ["phone", "paper", "link"] as const;
export type FeedbackWay = (typeof feedbackWays)[number];

export const feedbackWayNames: Record<FeedbackWay, string> = {
  phone: "By phone",
  paper: "On paper",
  link: "By a one-time code",
};
export const feedbackWayHints: Record<FeedbackWay, string> = {
  phone: "Someone independent calls, and writes down what is said",
  paper: "Someone independent gives or sends the printed form, and enters what comes back",
  link: "On a letter, or read out: the family types it and answers online",
};

export const invitationStates = [
  "to-ask",
  "asked",
  "answered",
  "declined",
  "not-reached",
  "not-appropriate",
  "expired",
  "withdrawn",
] as const;
export type InvitationState = (typeof invitationStates)[number];
export type InvitationMove =
  | "ask"
  | "answer"
  | "decline"
  | "miss"
  | "spare"
  | "expire"
  | "withdraw"
  | "again"
  | "correct";

const open = ["to-ask", "asked"] as const;

export const invitationMachine = {
  first: "to-ask",
  moves: {
    ask: { from: open, to: "asked" },
    answer: { from: open, to: "answered" },
    decline: { from: open, to: "declined" },
    miss: { from: open, to: "not-reached" },
    spare: { from: ["to-ask"], to: "not-appropriate" },
    expire: { from: open, to: "expired" },
    withdraw: { from: open, to: "withdrawn" },
    again: {
      from: ["declined", "not-reached", "not-appropriate", "expired", "withdrawn"],
      to: "to-ask",
    },
    correct: { from: ["answered"], to: "asked" },
  },
} as const satisfies StateMachine<InvitationState, InvitationMove>;

export const invitationStateNames: Record<InvitationState, string> = {
  "to-ask": "To be asked",
  asked: "Asked",
  answered: "Answered",
  declined: "Did not want to",
  "not-reached": "Could not be reached",
  "not-appropriate": "Not asked",
  expired: "No answer in time",
  withdrawn: "Withdrawn",
};

/** Colours of the GOV.UK tag component. */
export const invitationStateColours = {
  "to-ask": "yellow",
  asked: "blue",
  answered: "green",
  declined: "grey",
  "not-reached": "grey",
  "not-appropriate": "grey",
  expired: "grey",
  withdrawn: "grey",
} as const satisfies Record<InvitationState, string>;

export const isOpenInvitation = (state: InvitationState): boolean =>
  isFrom<InvitationState>(invitationMachine.moves.answer, state);

/** Answers that someone here entered may be wrong, and be entered again; what a family sent stays as it was sent. */
export const mayBeCorrected = (state: InvitationState, enteredByStaff: boolean): boolean =>
  enteredByStaff && isFrom<InvitationState>(invitationMachine.moves.correct, state);

/** Why a family is not asked, as it is counted. */
export const notAskedReasons = [
  "not-safe",
  "too-young",
  "too-hard",
  "asked-lately",
  "other",
] as const;
export type NotAskedReason = (typeof notAskedReasons)[number];
export const notAskedReasonNames: Record<NotAskedReason, string> = {
  "not-safe": "Not safe to contact",
  "too-young": "Too young, or could not take part",
  "too-hard": "It would be too hard for them now",
  "asked-lately": "Asked not long ago",
  other: "Another reason",
};

/** What counts as asked: everyone who was given the chance, whatever came of it. */
export const askedStates = ["asked", "answered", "declined", "not-reached", "expired"] as const;
export const countsAsAsked = (state: InvitationState): boolean =>
  (askedStates as readonly InvitationState[]).includes(state);

/** "F-0042", as it stands on paper: it says nothing of the child. */
export const feedbackReference = (reference: number): string =>
  `F-${String(reference).padStart(4, "0")}`;

/** Whether its last day (YYYY-MM-DD) is over. */
export const isOver = ({ answersBy }: { answersBy: string }, today: string): boolean =>
  answersBy < today;

/** Why someone is not independent of a family: they audit the case, or a conflict of interest. */
export type CallerObjection = "auditor" | string;

/** Whether nothing stands against someone asking a family. */
export const mayAsk = (objections: readonly CallerObjection[]): boolean => objections.length === 0;
