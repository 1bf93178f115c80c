/**
 * Owns an audit's life, from allocated to final, and what its grades are worth on the way.
 * Practice: the grades of a moderated audit are settled when the panel decides, of any other when
 * moderation closes, and final once its corrections are done; until then a submitted audit's
 * findings are live and its grades provisional.
 */

import { isFrom, type StateMachine } from "../core/state-machine";

export const auditStates = [
  "allocated",
  "started",
  "submitted",
  "selected",
  "committed",
  "panel",
  "returned",
  "settled",
  "final",
  "withdrawn",
] as const;
export type AuditState = (typeof auditStates)[number];

export const auditStateNames: Record<AuditState, string> = {
  allocated: "Allocated",
  started: "Started",
  submitted: "Submitted",
  selected: "Selected for moderation",
  committed: "Moderated",
  panel: "At panel",
  returned: "Returned",
  settled: "Waits for corrections",
  final: "Final",
  withdrawn: "Withdrawn",
};

/** Colours of the GOV.UK tag component. */
export const auditStateColours = {
  allocated: "grey",
  started: "yellow",
  submitted: "blue",
  selected: "purple",
  committed: "purple",
  panel: "magenta",
  returned: "orange",
  settled: "teal",
  final: "green",
  withdrawn: "grey",
} as const satisfies Record<AuditState, string>;

export type AuditMove =
  | "start"
  | "submit"
  | "select"
  | "release"
  | "commit"
  | "refer"
  | "return"
  | "resubmit"
  | "decide"
  | "close"
  | "take-back"
  | "return-again"
  | "moderate-again"
  | "ask-again"
  | "finish"
  | "withdraw";

/** What each move is called once it is done, for the sentence that refuses it. */
const done: Record<AuditMove, string> = {
  start: "started",
  submit: "submitted",
  select: "selected for moderation",
  release: "released from moderation",
  commit: "moderated",
  refer: "taken to the panel",
  return: "returned",
  resubmit: "sent back to its moderator",
  "take-back": "taken back from its auditor",
  "return-again": "returned again",
  "moderate-again": "moderated again",
  decide: "decided on",
  close: "closed with the auditor’s grades",
  "ask-again": "taken back to the panel",
  finish: "made final",
  withdraw: "withdrawn",
};

export const auditMachine = {
  first: "allocated",
  moves: {
    start: { from: ["allocated"], to: "started" },
    submit: { from: ["started"], to: "submitted" },
    select: { from: ["submitted"], to: "selected" },
    release: { from: ["selected"], to: "submitted" },
    commit: { from: ["selected"], to: "committed" },
    refer: { from: ["committed"], to: "panel" },
    return: { from: ["committed", "panel"], to: "returned" },
    resubmit: { from: ["returned"], to: "selected" },
    "take-back": { from: ["submitted"], to: "started" },
    "return-again": { from: ["selected"], to: "returned" },
    "moderate-again": {
      from: ["committed", "panel", "settled"],
      to: "selected",
    },
    decide: { from: ["committed", "panel"], to: "settled" },
    close: { from: ["submitted"], to: "settled" },
    "ask-again": { from: ["settled"], to: "panel" },
    finish: { from: ["settled"], to: "final" },
    withdraw: {
      from: [
        "allocated",
        "started",
        "submitted",
        "selected",
        "committed",
        "panel",
        "returned",
        "settled",
      ],
      to: "withdrawn",
    },
  },
} as const satisfies StateMachine<AuditState, AuditMove>;

export type Advance =
  | { ok: true; next: AuditState }
  | { ok: false; refusal: "wrong-state"; message: string };

/** The next state, or a refusal with the sentence to show. */
export function advance(state: AuditState, move: AuditMove): Advance {
  const made = auditMachine.moves[move];
  if (isFrom<AuditState>(made, state)) return { ok: true, next: made.to };
  const now = auditStateNames[state].toLowerCase();
  return {
    ok: false,
    refusal: "wrong-state",
    message: `This audit is ${now}, so it can't be ${done[move]}.`,
  };
}

/** Whether its auditor may still write in it. */
export const isOpenToAuditor = (state: AuditState): boolean =>
  state === "allocated" || state === "started" || state === "returned";

/** The states in which an audit waits for its auditor, as a list for reads. */
export const openToAuditor = auditStates.filter(isOpenToAuditor);

/** Past its due date and still with its auditor; dates are YYYY-MM-DD. */
export const isLate = (
  audit: { state: AuditState; dueOn: string | null },
  today: string,
): boolean => isOpenToAuditor(audit.state) && audit.dueOn !== null && audit.dueOn < today;

/**
 * What the auditor's grades are worth to others: none before submission or once withdrawn,
 * provisional until final.
 */
export function gradeStanding(state: AuditState): "none" | "provisional" | "final" {
  if (state === "allocated" || state === "started" || state === "withdrawn") return "none";
  return state === "final" ? "final" : "provisional";
}
