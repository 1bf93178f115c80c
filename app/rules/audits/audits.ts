/**
 * Owns an audit's life, from allocated to final, and what its grades are worth on the way.
 * Practice: the grades of a moderated audit are settled when the panel decides, of any other when
 * moderation closes, and final once its corrections are done; until then a submitted audit's
 * findings are live and its grades provisional.
 */

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

const moves: Record<AuditMove, { from: readonly AuditState[]; to: AuditState; done: string }> = {
  start: { from: ["allocated"], to: "started", done: "started" },
  submit: { from: ["started"], to: "submitted", done: "submitted" },
  select: { from: ["submitted"], to: "selected", done: "selected for moderation" },
  release: { from: ["selected"], to: "submitted", done: "released from moderation" },
  commit: { from: ["selected"], to: "committed", done: "moderated" },
  refer: { from: ["committed"], to: "panel", done: "taken to the panel" },
  return: { from: ["committed", "panel"], to: "returned", done: "returned" },
  resubmit: { from: ["returned"], to: "selected", done: "sent back to its moderator" },
  "take-back": { from: ["submitted"], to: "started", done: "taken back from its auditor" },
  "return-again": { from: ["selected"], to: "returned", done: "returned again" },
  "moderate-again": {
    from: ["committed", "panel", "settled"],
    to: "selected",
    done: "moderated again",
  },
  decide: { from: ["committed", "panel"], to: "settled", done: "decided on" },
  close: { from: ["submitted"], to: "settled", done: "closed with the auditor’s grades" },
  "ask-again": { from: ["settled"], to: "panel", done: "taken back to the panel" },
  finish: { from: ["settled"], to: "final", done: "made final" },
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
    done: "withdrawn",
  },
};

export type Advance =
  | { ok: true; next: AuditState }
  | { ok: false; refusal: "wrong-state"; message: string };

/** The next state, or a refusal with the sentence to show. */
export function advance(state: AuditState, move: AuditMove): Advance {
  const { from, to, done } = moves[move];
  if (from.includes(state)) return { ok: true, next: to };
  const now = auditStateNames[state].toLowerCase();
  return {
    ok: false,
    refusal: "wrong-state",
    message: `This audit is ${now}, so it can't be ${done}.`,
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
