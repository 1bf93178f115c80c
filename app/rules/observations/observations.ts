/**
 * Owns an observation of practice: its life, what has to be said before it is shared, and how its
 * strengths and things to develop are told apart.
 * Practice: it is for the person who was observed: without grades, read by them and whoever manages
 * them, in nobody's table; of a family that did not agree nothing is kept.
 */
import { formatDate } from "../core/dates";
import { isFrom, type StateMachine } from "../core/state-machine";

export const observationKinds = ["direct-practice", "meeting", "supervision", "other"] as const;
export type ObservationKind = (typeof observationKinds)[number];

export const observationKindNames: Record<ObservationKind, string> = {
  "direct-practice": "Direct practice",
  meeting: "Meeting",
  supervision: "Supervision",
  other: "Something else",
};

export const observationStates = ["draft", "shared", "closed", "withdrawn"] as const;
export type ObservationState = (typeof observationStates)[number];
export type ObservationMove = "share" | "close" | "withdraw";

export const observationMachine = {
  first: "draft",
  moves: {
    share: { from: ["draft"], to: "shared" },
    close: { from: ["shared"], to: "closed" },
    withdraw: { from: ["draft", "shared"], to: "withdrawn" },
  },
} as const satisfies StateMachine<ObservationState, ObservationMove>;

/** Those that count: they were shared, and not withdrawn. */
export const countedObservations = [
  "shared",
  "closed",
] as const satisfies readonly ObservationState[];

/** Those that stand: begun, and not withdrawn. */
export const standingObservations = [
  "draft",
  ...countedObservations,
] as const satisfies readonly ObservationState[];

export const observationStateNames: Record<ObservationState, string> = {
  draft: "Draft",
  shared: "Shared",
  closed: "Closed",
  withdrawn: "Withdrawn",
};

/** Colours of the GOV.UK tag component. */
export const observationStateColours = {
  draft: "yellow",
  shared: "blue",
  closed: "green",
  withdrawn: "grey",
} as const satisfies Record<ObservationState, string>;

const notNow: Record<ObservationMove, string> = {
  share: "It has been shared already, or it was withdrawn.",
  close: "It has not been shared yet, or it is closed or withdrawn.",
  withdraw: "What is closed stays, and what is withdrawn stays withdrawn.",
};

type Step = { ok: true; next: ObservationState } | { ok: false; message: string };

/** What follows of a move; one is closed once feedback was given. */
export function moveObservation(
  { state, feedbackOn }: { state: ObservationState; feedbackOn: string | null },
  move: ObservationMove,
): Step {
  const { from, to } = observationMachine.moves[move];
  if (!isFrom<ObservationState>({ from, to }, state)) return { ok: false, message: notNow[move] };
  if (move === "close" && feedbackOn === null)
    return { ok: false, message: "Say first when feedback was given, and to whom." };
  return { ok: true, next: to };
}

/** The observed can answer from the day it is shared on, when it is closed too. */
export const mayAnswer = (state: ObservationState): boolean =>
  state === "shared" || state === "closed";

export const consents = ["given", "not-given", "not-applicable"] as const;
export type Consent = (typeof consents)[number];

/** As a page tells it of the worker, and of the family. */
export const consentNames: Record<Consent, string> = {
  given: "Yes",
  "not-given": "No",
  "not-applicable": "Does not apply",
};

export type Draft = {
  observed: readonly string[];
  seen: string;
  strengths: string;
  toDevelop: string;
  workerConsent: Consent | null;
  familyConsent: Consent | null;
};

/** What is still to be said before it is shared, by its field, in the order of the form. */
export function missingToShare(draft: Draft): Record<string, string> {
  const missing: Record<string, string> = {};
  if (draft.observed.length === 0) missing.observed = "Choose who was observed";
  if (draft.workerConsent === null) missing.workerConsent = "Choose whether the worker agreed";
  if (draft.familyConsent === null) missing.familyConsent = "Choose whether the family agreed";
  if (draft.seen === "") missing.seen = "Enter what you saw";
  if (draft.strengths === "" && draft.toDevelop === "")
    missing.strengths = "Enter at least one strength, or one thing to develop";
  return missing;
}

/** Each line is a point of its own; what marks it in a list is left out. */
export const pointsIn = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.replace(/^\s*(?:[-–•*]|\d{1,2}[.)])\s+/, "").trim())
    .filter((line) => line !== "");

export const observationPointKinds = ["strength", "develop"] as const;
export type ObservationPointKind = (typeof observationPointKinds)[number];

export const observationPointNames: Record<ObservationPointKind, string> = {
  strength: "Strengths",
  develop: "To develop",
};

/** So many days a draft is left to its observer before they are reminded, and the QA lead sees it. */
export const draftDays = 7;

/** So many days one is left to be read before the QA lead sees it. */
export const unreadDays = 14;

/** Two lines of one observation as its lists call it: "Direct practice, 3 April 2024". */
export const observationTitle = (kind: ObservationKind, observedOn: string): string =>
  `${observationKindNames[kind]}, ${formatDate(observedOn)}`;

/** A place of someone observed: the team they are of today, or were of then where they have left. */
export type Place = { teamId: string | null; serviceId: string | null };
