/**
 * Owns a practice week: its life, its timetable, and when something can still be entered of it.
 * Practice: senior managers observe, audit and visit together around a theme; what they see is for
 * whoever was observed, and what it comes to names nobody.
 */
import { isFrom, type StateMachine } from "../core/state-machine";

export const weekStates = ["planned", "published", "closed", "cancelled"] as const;
export type WeekState = (typeof weekStates)[number];
export type WeekMove = "publish" | "close" | "reopen" | "cancel";

export const weekMachine = {
  first: "planned",
  moves: {
    publish: { from: ["planned"], to: "published" },
    close: { from: ["published"], to: "closed" },
    reopen: { from: ["closed"], to: "published" },
    cancel: { from: ["planned", "published"], to: "cancelled" },
  },
} as const satisfies StateMachine<WeekState, WeekMove>;

export const weekStateNames: Record<WeekState, string> = {
  planned: "Being planned",
  published: "Timetable out",
  closed: "Closed",
  cancelled: "Cancelled",
};

/** Colours of the GOV.UK tag component. */
export const weekStateColours = {
  planned: "grey",
  published: "blue",
  closed: "green",
  cancelled: "grey",
} as const satisfies Record<WeekState, string>;

const notNow: Record<WeekMove, string> = {
  publish: "Its timetable is out, or the week is closed or cancelled.",
  close: "Send its timetable out first; a week that is closed or cancelled stays so.",
  reopen: "Only a week that is closed can be opened again.",
  cancel: "A week that is closed can’t be cancelled.",
};

type Step = { ok: true; next: WeekState } | { ok: false; message: string };

/** What follows of a move on a day (YYYY-MM-DD); none is closed before its last day. */
export function moveWeek(
  { state, endsOn }: { state: WeekState; endsOn: string },
  move: WeekMove,
  today: string,
): Step {
  const { from, to } = weekMachine.moves[move];
  if (!isFrom<WeekState>({ from, to }, state)) return { ok: false, message: notNow[move] };
  if (move === "close" && today < endsOn)
    return { ok: false, message: "Wait until its last day, or change its dates first." };
  return { ok: true, next: to };
}

export const slotKinds = ["observation", "audit", "visit", "focus-group", "feedback"] as const;
export type SlotKind = (typeof slotKinds)[number];

export const slotKindNames: Record<SlotKind, string> = {
  observation: "Observation",
  audit: "Audit",
  visit: "Visit to a team",
  "focus-group": "Focus group",
  feedback: "Feedback to the team",
};

/** From these one tap leads to writing down an observation. */
export const isObserved = (kind: SlotKind): boolean => kind === "observation" || kind === "visit";

export const slotStates = ["planned", "done", "not-done"] as const;
export type SlotState = (typeof slotStates)[number];
/** What someone can say of a slot; each is also the move that says it. */
export const slotOutcomes = ["done", "not-done"] as const satisfies readonly SlotState[];
export type SlotOutcome = (typeof slotOutcomes)[number];

/** What was said is put right by saying it again; none is to come once something was said. */
export const slotMachine = {
  first: "planned",
  moves: {
    done: { from: slotStates, to: "done" },
    "not-done": { from: slotStates, to: "not-done" },
  },
} as const satisfies StateMachine<SlotState, SlotOutcome>;

export const slotStateNames: Record<SlotState, string> = {
  planned: "To come",
  done: "Done",
  "not-done": "Did not happen",
};

/** Something is entered of a slot while the timetable is out; why not, else null. */
export function whyNoCapture(state: WeekState): string | null {
  if (state === "published") return null;
  if (state === "closed")
    return "This practice week is closed. Write it down as an observation of the year, or ask the QA lead to open the week again.";
  if (state === "cancelled") return "This practice week was cancelled.";
  return "The timetable of this practice week is not out yet.";
}

export type SlotCounts = { planned: number; done: number; notDone: number };

export const countSlots = (slots: readonly { state: SlotState }[]): SlotCounts => {
  const of = (state: SlotState) => slots.filter((one) => one.state === state).length;
  return { planned: slots.length, done: of("done"), notDone: of("not-done") };
};

/** "4 of 6 done, 1 did not happen"; "Nothing is in the timetable yet". */
export function slotsInWords({ planned, done, notDone }: SlotCounts): string {
  if (planned === 0) return "Nothing is in the timetable yet";
  return `${done} of ${planned} done${notDone > 0 ? `, ${notDone} did not happen` : ""}`;
}
