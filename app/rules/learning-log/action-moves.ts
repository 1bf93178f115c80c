/**
 * Owns how an action moves: progress, completion, verification, and the other ways it ends.
 * Practice: completion is claimed by the owner with evidence; someone else says what difference
 * it made, or that it was not achieved; every move leaves words behind it.
 */

import { formatDate } from "../core/dates";
import { type DuePrecision, dueDateInWords } from "../core/due";
import { counted } from "../core/words";
import { type ActionLevel, type ActionStatus, isUnfinished, type UpdateKind } from "./learning-log";

/** An action as the moves see it. Dates are YYYY-MM-DD; texts that are not there are "". */
export type MovingAction = {
  id: string;
  status: ActionStatus;
  level: ActionLevel;
  ownerId: string | null;
  dueOn: string | null;
  duePrecision: DuePrecision;
  completedOn: string | null;
  completedBy: string | null;
  evidence: string;
  /** How many files stand as evidence. */
  files: number;
  verifiedBy: string | null;
  verifiedOn: string | null;
  impact: string;
  howKnown: string;
  supervisionOn: string | null;
  supersededById: string | null;
  closingReason: string;
};

export type ActionMove =
  | { kind: "progress"; text: string; status: "open" | "in-progress" }
  | { kind: "complete"; evidence: string; completedOn: string; supervisionOn: string | null }
  | { kind: "verify"; impact: string; howKnown: string }
  /** Orders a dip sample with the question that would show the change. */
  | { kind: "retest"; question: string }
  | { kind: "discuss"; on: string; text: string }
  | { kind: "not-achieved"; reason: string }
  | {
      kind: "supersede";
      by: { id: string; reference: string; status: ActionStatus };
      reason: string;
    }
  | { kind: "reopen"; reason: string }
  | { kind: "change-due"; dueOn: string; precision: DuePrecision; reason: string }
  | { kind: "change-owner"; owner: { id: string; name: string }; from: string; reason: string };
export type MoveKind = ActionMove["kind"];

/** What usually comes next, then what is needed now and then. */
export const moveKinds: readonly MoveKind[] = [
  ...(["progress", "complete", "verify", "discuss", "retest"] as const),
  ...(["change-due", "change-owner", "not-achieved", "supersede", "reopen"] as const),
];

/** Who moves it, and what the policy lets them do to this action. */
export type Mover = {
  id: string;
  mayUpdate: boolean;
  mayVerify: boolean;
  mayChangeOwner: boolean;
};

export type MoveRefusal = {
  ok: false;
  because: string;
  /** Whether it is the person who may not, and not the action's state or the words given. */
  forbidden: boolean;
  /** What of the move is wrong, when it is one part. */
  part?:
    | "text"
    | "evidence"
    | "completedOn"
    | "supervisionOn"
    | "impact"
    | "howKnown"
    | "question"
    | "on"
    | "reason"
    | "by"
    | "dueOn"
    | "owner";
};
/** The action after the move, and the words that the history keeps. */
export type Moved = { ok: true; action: MovingAction; update: { kind: UpdateKind; text: string } };

/** The kind under which the history keeps a move. */
const updateKinds: Record<MoveKind, UpdateKind> = {
  progress: "progress",
  complete: "completed",
  verify: "verified",
  "not-achieved": "not-achieved",
  supersede: "superseded",
  reopen: "reopened",
  "change-due": "due-changed",
  "change-owner": "owner-changed",
  discuss: "discussed",
  retest: "retest-ordered",
};

/** Nothing takes another action's place that ended so. */
export const endedWithoutProof: readonly ActionStatus[] = ["superseded", "not-achieved"];

/** While it stands as done, a dip sample can be asked for and planned. */
export const testedIn: readonly ActionStatus[] = ["completed", "verified"];

const forbidden = (because: string): MoveRefusal => ({ ok: false, because, forbidden: true });
const refused = (because: string, part?: MoveRefusal["part"]): MoveRefusal => ({
  ok: false,
  because,
  forbidden: false,
  ...(part ? { part } : {}),
});

const isOwn = (action: MovingAction, mover: Mover): boolean =>
  action.ownerId === mover.id || action.completedBy === mover.id;

const verifierOnly = (action: MovingAction, mover: Mover): MoveRefusal | null => {
  if (isOwn(action, mover)) {
    return forbidden("You own or completed this action, so someone else has to do this.");
  }
  return mover.mayVerify ? null : forbidden("Only someone who may verify this action can do this.");
};

/** What came from an earlier log was completed by nobody here, and may have had no evidence there. */
const whyNoProof = ({ completedBy, evidence, files }: MovingAction): MoveRefusal | null =>
  completedBy !== null && evidence.trim() === "" && files === 0
    ? refused(
        "The virus scanner refused its only evidence. Reopen the action, so that other evidence can be given.",
      )
    : null;

const doerOnly = (mover: Mover): MoveRefusal | null =>
  mover.mayUpdate ? null : forbidden("Only the owner of this action or a QA lead can do this.");

/** Why this person can't make this kind of move on the action as it is; null when they can. */
export function whyNotMove(action: MovingAction, kind: MoveKind, mover: Mover): MoveRefusal | null {
  const unfinished = isUnfinished(action.status);
  const live = unfinished || action.status === "completed";
  switch (kind) {
    case "progress":
    case "complete":
      return (
        doerOnly(mover) ??
        (unfinished ? null : refused("This action is no longer open. Reopen it to go on with it."))
      );
    case "verify":
      return (
        verifierOnly(action, mover) ??
        (action.status === "completed"
          ? whyNoProof(action)
          : refused("Only an action that has been completed can be verified."))
      );
    case "not-achieved":
    case "supersede":
      return verifierOnly(action, mover) ?? (live ? null : refused("This action has ended."));
    case "reopen":
      if (unfinished) return refused("This action is open already.");
      return action.status === "completed" && mover.mayUpdate ? null : verifierOnly(action, mover);
    case "retest":
      if (action.level === "child")
        return refused("A dip sample tests practice, not what was done for one child.");
      return (
        verifierOnly(action, mover) ??
        (testedIn.includes(action.status)
          ? null
          : refused("Only an action that has been completed can be tested again."))
      );
    case "discuss":
      if (!mover.mayUpdate && !mover.mayVerify) {
        return forbidden("Only the owner of this action or their manager can do this.");
      }
      if (action.level !== "child")
        return refused("Only an action for one child is talked through in supervision.");
      return live ? null : refused("This action has ended.");
    case "change-due":
      if (!mover.mayUpdate && !mover.mayVerify) {
        return forbidden("Only the owner of this action or someone who may verify it can do this.");
      }
      return unfinished ? null : refused("The due date of a finished action stays as it was.");
    case "change-owner":
      if (!mover.mayChangeOwner) {
        return forbidden(
          "Only the owner of this action, their manager or a QA lead can give it to someone else.",
        );
      }
      return unfinished ? null : refused("The owner of a finished action stays as it was.");
  }
}

export const canMove = (action: MovingAction, kind: MoveKind, mover: Mover): boolean =>
  whyNotMove(action, kind, mover) === null;

/** Makes a move, or says in a sentence why not; `today` is YYYY-MM-DD in London. */
export function moveAction(
  action: MovingAction,
  move: ActionMove,
  mover: Mover,
  today: string,
): Moved | MoveRefusal {
  const why = whyNotMove(action, move.kind, mover) ?? whatIsWrong(action, move, today);
  if (why) return why;
  const moved = (change: Partial<MovingAction>, text: string): Moved => ({
    ok: true,
    action: { ...action, ...change },
    update: { kind: updateKinds[move.kind], text },
  });
  switch (move.kind) {
    case "progress":
      // Work that has started has started.
      return moved(
        { status: action.status === "in-progress" ? "in-progress" : move.status },
        move.text,
      );
    case "complete":
      return moved(
        {
          status: "completed",
          completedOn: move.completedOn,
          completedBy: mover.id,
          evidence: move.evidence,
          supervisionOn: action.level === "child" ? move.supervisionOn : null,
        },
        move.evidence.trim() || counted(action.files, "file"),
      );
    case "verify":
      return moved(
        {
          ...{ status: "verified", verifiedBy: mover.id, verifiedOn: today },
          ...{ impact: move.impact, howKnown: move.howKnown },
        },
        [move.impact, move.howKnown].join("\n"),
      );
    case "retest":
      return moved({}, move.question);
    case "discuss":
      return moved(
        // One that is entered late does not hide a later one.
        { supervisionOn: [action.supervisionOn ?? move.on, move.on].sort()[1] ?? move.on },
        [`On ${formatDate(move.on)}.`, move.text].filter(Boolean).join(" "),
      );
    case "not-achieved":
      return moved({ status: "not-achieved", closingReason: move.reason }, move.reason);
    case "supersede":
      return moved(
        { status: "superseded", supersededById: move.by.id, closingReason: move.reason },
        `By ${move.by.reference}. ${move.reason}`,
      );
    case "reopen":
      return moved(
        {
          status: "in-progress",
          completedOn: null,
          completedBy: null,
          evidence: "",
          verifiedBy: null,
          verifiedOn: null,
          impact: "",
          howKnown: "",
          supervisionOn: null,
          supersededById: null,
          closingReason: "",
        },
        move.reason,
      );
    case "change-due": {
      const due = { dueOn: move.dueOn, duePrecision: move.precision };
      return moved(due, `From ${dueDateInWords(action)} to ${dueDateInWords(due)}. ${move.reason}`);
    }
    case "change-owner":
      return moved(
        { ownerId: move.owner.id },
        `From ${move.from || "nobody"} to ${move.owner.name}. ${move.reason}`,
      );
  }
}

/** What is wrong with the words and dates given. */
function whatIsWrong(action: MovingAction, move: ActionMove, today: string): MoveRefusal | null {
  const empty = (text: string) => text.trim() === "";
  switch (move.kind) {
    case "progress":
      return empty(move.text) ? refused("Enter how it is going", "text") : null;
    case "complete":
      if (empty(move.evidence) && action.files === 0)
        return refused("Enter the evidence that it is done, or add a file first", "evidence");
      if (move.completedOn > today) {
        return refused("Enter a date that is not in the future", "completedOn");
      }
      if (action.level !== "child") return null;
      if (move.supervisionOn === null) {
        return refused("Enter when it was discussed in supervision", "supervisionOn");
      }
      return move.supervisionOn > today
        ? refused("Enter a date that is not in the future", "supervisionOn")
        : null;
    case "verify":
      if (empty(move.impact)) return refused("Enter what difference it made", "impact");
      return empty(move.howKnown) ? refused("Enter how you know", "howKnown") : null;
    case "retest":
      return empty(move.question)
        ? refused("Enter the question that would show the change", "question")
        : null;
    case "discuss":
      return move.on > today ? refused("Enter a date that is not in the future", "on") : null;
    case "supersede":
      if (move.by.id === action.id) return refused("Choose an action other than this one", "by");
      if (endedWithoutProof.includes(move.by.status)) {
        return refused("Choose an action that is still being worked on, or was done", "by");
      }
      return empty(move.reason) ? refused("Enter the reason", "reason") : null;
    case "not-achieved":
    case "reopen":
      return empty(move.reason) ? refused("Enter the reason", "reason") : null;
    case "change-owner":
      if (move.owner.id === action.ownerId) {
        return refused("Choose someone other than the present owner", "owner");
      }
      return empty(move.reason) ? refused("Enter the reason", "reason") : null;
    case "change-due":
      if (move.dueOn < today) return refused("Enter a due date that is not past", "dueOn");
      if (move.dueOn === action.dueOn && move.precision === action.duePrecision) {
        return refused("Enter a date other than the present one", "dueOn");
      }
      return empty(move.reason) ? refused("Enter the reason", "reason") : null;
  }
}
