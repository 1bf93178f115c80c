/**
 * Owns a team's response to a report: where it stands, what can be done with it there, and whose
 * turn it is.
 * Practice: each team manager is asked for at least one strategic action by a date, or a reasoned
 * "none needed"; the service manager agrees the answer or sends it back; what waits goes one step
 * further up after a while.
 */
import { addWorkingDays, dateOf } from "../core/dates";
import { isFrom, type StateMachine } from "../core/state-machine";

export const responseStates = ["asked", "read", "late", "sent-back", "answered", "agreed"] as const;
export type ResponseState = (typeof responseStates)[number];

export const responseStateNames: Record<ResponseState, string> = {
  asked: "Asked",
  read: "Read",
  late: "Late",
  "sent-back": "Sent back",
  answered: "Answered",
  agreed: "Agreed",
};

/** Colours of the GOV.UK tag component. */
export const responseStateColours = {
  asked: "grey",
  read: "blue",
  late: "red",
  "sent-back": "orange",
  answered: "yellow",
  agreed: "green",
} as const satisfies Record<ResponseState, string>;

export type ResponseMove =
  | "read"
  | "pass-date"
  | "answer"
  | "add"
  | "ask-again"
  | "agree"
  | "send-back";

/** What its date makes late is still what it was: every move of an open one is made from late too. */
export const responseMachine = {
  first: "asked",
  moves: {
    read: { from: ["asked", "late"], to: "read" },
    // Nobody's deed: the day after its date has come.
    "pass-date": { from: ["asked", "read", "sent-back"], to: "late" },
    answer: { from: ["asked", "read", "late", "sent-back"], to: "answered" },
    // More actions, before it is agreed; afterwards they go into the learning log by themselves.
    add: { from: ["answered"], to: "answered" },
    "ask-again": { from: ["asked", "read", "late", "sent-back"], to: "asked" },
    agree: { from: ["answered"], to: "agreed" },
    "send-back": { from: ["answered"], to: "sent-back" },
  },
} as const satisfies StateMachine<ResponseState, ResponseMove>;

export const mayMove = (move: ResponseMove, state: ResponseState): boolean =>
  isFrom<ResponseState>(responseMachine.moves[move], state);

/** Instants as UTC ISO text, `dueOn` YYYY-MM-DD. */
export type ResponseClock = {
  dueOn: string;
  readAt: string | null;
  answeredAt: string | null;
  sentBackAt: string | null;
  agreedAt: string | null;
};

/** An answer after the date is answered; late is what still waits. */
export function responseState(response: ResponseClock, today: string): ResponseState {
  if (response.agreedAt) return "agreed";
  if (response.answeredAt) return "answered";
  if (response.dueOn < today) return "late";
  if (response.sentBackAt) return "sent-back";
  return response.readAt ? "read" : "asked";
}

export type ResponseCounts = {
  asked: number;
  read: number;
  answered: number;
  agreed: number;
  late: number;
};

/** How many were asked, have read their report, have answered, were agreed, and are late. */
export function countResponses(responses: readonly ResponseClock[], today: string): ResponseCounts {
  const states = responses.map((response) => responseState(response, today));
  const count = (...of: ResponseState[]) => states.filter((state) => of.includes(state)).length;
  return {
    asked: responses.length,
    read: responses.filter(({ readAt, answeredAt }) => readAt || answeredAt).length,
    answered: count("answered", "agreed"),
    agreed: count("agreed"),
    late: count("late"),
  };
}

/** Who has a response to see to beside whoever is to give it, or to agree it. */
export type Step = "nobody else" | "service" | "lead";

/**
 * How far up a late answer has come: to the service manager once it is late by so many working
 * days, and to the QA lead after as many again; at once to the QA lead where the service has no
 * manager who could chase it.
 */
export function stepOfLate(
  { dueOn }: { dueOn: string },
  { today, days, chased }: { today: string; days: number /** By its service. */; chased: boolean },
): Step {
  if (today < addWorkingDays(dueOn, days)) return "nobody else";
  return chased && today < addWorkingDays(dueOn, 2 * days) ? "service" : "lead";
}

/** The same of an answer that waits to be agreed: the service manager has so many working days. */
export function stepOfUnagreed(
  { since }: { since: string },
  { today, days, agreeable }: { today: string; days: number; agreeable: boolean },
): Exclude<Step, "nobody else"> {
  return agreeable && today < addWorkingDays(dateOf(since), days) ? "service" : "lead";
}

/** Nothing that is due after this can be late by so many working days. */
export const lateSince = (today: string, days: number): string => addWorkingDays(today, -days);
