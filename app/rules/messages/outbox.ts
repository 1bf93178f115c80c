/**
 * Owns how messages go out: the states, the waits between attempts, and what a mail server's
 * refusal means in words.
 * Practice: what may pass is tried again with longer and longer waits; what can't is given up at
 * once, and the administrator reads why.
 */
import { isFrom, type Move, type StateMachine } from "../core/state-machine";
import { isSigningIn, isUrgent, type MessageKind } from "./messages";

/**
 * Whether a path may be sent: one of this site, of words and opaque ids alone. Whatever a filter
 * or a search carries stays here.
 */
export const isPlainPath = (path: string): boolean =>
  /^\/(?!\/)[a-z0-9/-]*$/.test(path) && !path.includes("//");

export const messageStates = [
  "waiting",
  "held",
  "sent",
  "failed",
  "no-address",
  "not-wanted",
  "dropped",
] as const;
export type MessageState = (typeof messageStates)[number];

export const messageStateNames: Record<MessageState, string> = {
  waiting: "Waiting",
  held: "Held for the daily summary",
  sent: "Sent",
  failed: "Failed",
  "no-address": "No address",
  "not-wanted": "Not wanted by email",
  dropped: "No longer needed",
};

/** Colours of the GOV.UK tag component. */
export const messageStateColours = {
  waiting: "blue",
  held: "purple",
  sent: "green",
  failed: "red",
  "no-address": "orange",
  "not-wanted": "grey",
  dropped: "grey",
} as const satisfies Record<MessageState, string>;

export type MessageMove =
  | "send"
  | "fail"
  | "miss"
  | "hold"
  | "leave"
  | "drop"
  | "try-again"
  | "hurry";

export const messageMachine = {
  first: "waiting",
  moves: {
    send: { from: ["waiting", "held"], to: "sent" },
    fail: { from: ["waiting", "held"], to: "failed" },
    // Nobody can be reached by it.
    miss: { from: ["waiting", "held"], to: "no-address" },
    // With a summary that failed, what it lists is held again.
    hold: { from: ["waiting", "held", "failed"], to: "held" },
    leave: { from: ["waiting", "held"], to: "not-wanted" },
    drop: { from: ["waiting", "held"], to: "dropped" },
    hurry: { from: ["waiting", "held"], to: "waiting" },
    "try-again": { from: ["failed", "no-address"], to: "waiting" },
  },
} as const satisfies StateMachine<MessageState, MessageMove>;

/** Whether an administrator can have it tried again. */
export const canTryAgain = (state: MessageState): boolean =>
  isFrom<MessageState>(messageMachine.moves["try-again"], state);

export const messageChoices = ["immediate", "digest", "none"] as const;
export type MessageChoice = (typeof messageChoices)[number];

/** What is known of a person when a message is put in the outbox for them. */
export type Recipient = {
  active: boolean;
  email: string | null;
  /** Null where they have not chosen, which is at once. */
  choice: MessageChoice | null;
  hasAccount: boolean;
};

/**
 * In which state a message starts, and why it can't go out where it can't: as its reader chose,
 * unless it is urgent or about signing in.
 */
export function firstStateOf(
  person: Recipient | undefined,
  kind: MessageKind,
): { state: MessageState; problem: string } {
  const { first, moves } = messageMachine;
  const unreachable = (problem: string) => ({ state: moves.miss.to, problem });
  if (!person?.active) return unreachable("This person is no longer active.");
  if (!person.email) return unreachable("This person has no email address.");
  if (!person.hasAccount && !isSigningIn(kind))
    return unreachable("This person has no account to open it with.");
  if (isUrgent(kind) || isSigningIn(kind)) return { state: first, problem: "" };
  if (person.choice === "digest") return { state: moves.hold.to, problem: "" };
  if (person.choice === "none") return { state: moves.leave.to, problem: "" };
  return { state: first, problem: "" };
}

/** What becomes of what waits for someone who makes this choice. */
export const movesOfChoice = {
  immediate: messageMachine.moves.hurry,
  digest: messageMachine.moves.hold,
  none: messageMachine.moves.leave,
} as const satisfies Record<MessageChoice, Move<MessageState>>;

export const messageChoiceNames: Record<MessageChoice, string> = {
  immediate: "At once",
  digest: "Once a day, together",
  none: "Not by email",
};

/** Minutes to wait after each failed attempt; after the last one it is given up. */
const waits = [1, 5, 15, 60, 180, 360, 720];

/** How often a message is tried. */
export const mostAttempts = waits.length + 1;

/** When to try again after `attempts` failures; null when it is given up. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait * 60_000);
}

/** A message this many days late tells nobody anything: mail was off for that long. */
export const staleAfterDays = 14;

/** Whether a message never tried is too old to be sent now; both are system instants. */
export const isStale = (sendAfter: string, attempts: number, now: Date): boolean =>
  attempts <= 1 && now.getTime() - Date.parse(sendAfter) > staleAfterDays * 86_400_000;

export type MailProblem = {
  /** A sentence for the administrator. */
  words: string;
  /** Trying again can't help. */
  permanent: boolean;
};

const unreachable = ["ECONNECTION", "ECONNREFUSED", "ECONNRESET", "ESOCKET", "ETIMEDOUT", "EDNS"];

/** What went wrong, from a mail client's error: its code, and the mail server's answer. */
export function problemOf(error: { code?: string; responseCode?: number }): MailProblem {
  const { code, responseCode } = error;
  const answer = responseCode ? ` (it answered ${responseCode})` : "";
  const permanent = responseCode !== undefined && responseCode >= 500;
  if (code === "EAUTH") {
    return {
      words: `The mail server refused the user name or password it was given${answer}.`,
      permanent: false,
    };
  }
  if (code === "ETLS") {
    return { words: "No encrypted connection to the mail server could be made.", permanent: false };
  }
  if (code === "EENVELOPE") {
    return { words: `The mail server refused the address${answer}.`, permanent };
  }
  if (responseCode !== undefined) {
    return {
      words: permanent
        ? `The mail server refused the message${answer}.`
        : `The mail server could not take the message just now${answer}.`,
      permanent,
    };
  }
  if (code && unreachable.includes(code)) {
    return { words: "The mail server could not be reached.", permanent: false };
  }
  return { words: "The message could not be sent.", permanent: false };
}

/** What to do with a message that could not be sent. */
export function afterFailure(
  problem: MailProblem,
  attempts: number,
  now: Date,
): { state: "waiting"; sendAfter: string } | { state: "failed" } {
  const next = problem.permanent ? null : nextAttempt(attempts, now);
  return next ? { state: "waiting", sendAfter: next.toISOString() } : { state: "failed" };
}
