/**
 * Owns the demonstration's learning log: an action with everything that became of it by the
 * morning of 15 April 2024.
 * Practice: the owner claims completion with evidence; someone else verifies the difference.
 */
import type { Insertable } from "kysely";
import { daysBetween } from "~/rules/core/dates";
import type { Schema } from "../core/schema";
import type { Book } from "./book.server";
import { idAt, roll } from "./chance";
import { at, demonstrationDay, officeTime, workingDay, workingDayAfter } from "./clock";

type ActionRow = Insertable<Schema["action"]>;

/** What became of an action. Dates are YYYY-MM-DD. */
export type ActionLife = {
  status: "open" | "in-progress" | "completed" | "verified" | "not-achieved";
  progress: { on: string; by: string | null; text: string }[];
  completed?: { on: string; by: string | null; evidence: string };
  verified?: { on: string; by: string; impact: string };
  supervisionOn?: string;
  closingReason?: string;
};

export type LoggedAction = Pick<
  ActionRow,
  | "what"
  | "why"
  | "area"
  | "theme"
  | "level"
  | "success_measure"
  | "owner_id"
  | "owner_role"
  | "team_id"
  | "service_id"
  | "due_on"
  | "due_precision"
  | "source"
  | "raised_by"
  | "raised_at"
> &
  Partial<Pick<ActionRow, "exercise_id" | "audit_id" | "response_id" | "finding_id">> & {
    /** Tells the action apart from every other. */
    key: string;
    life: ActionLife;
  };

export function addAction(book: Book, { key, life, ...action }: LoggedAction): string {
  const id = idAt(action.raised_at, "action", key);
  book.addAction({
    exercise_id: null,
    audit_id: null,
    response_id: null,
    finding_id: null,
    ...action,
    id,
    status: life.status,
    completed_on: life.completed?.on ?? null,
    completed_by: life.completed?.by ?? null,
    evidence: life.completed?.evidence ?? "",
    verified_by: life.verified?.by ?? null,
    verified_on: life.verified?.on ?? null,
    impact: life.verified?.impact ?? "",
    supervision_on: life.supervisionOn ?? null,
    superseded_by_id: null,
    closing_reason: life.closingReason ?? "",
  });
  book.tell(action.raised_at, action.raised_by ?? null, {
    stream: `action:${id}`,
    kind: "action.added",
    after: { what: action.what, dueOn: action.due_on },
  });
  const update = (
    kind: "progress" | "completed" | "verified",
    on: string,
    by: string | null,
    text: string,
    n: number,
  ) => {
    const when = later(action.raised_at, at(on, officeTime(roll(400, "update", key, kind, n))), n);
    book.add("action_update", {
      id: idAt(when, "update", key, kind, n),
      action_id: id,
      at: when,
      person_id: by,
      kind,
      text,
    });
    book.tell(when, by, { stream: `action:${id}`, kind: `action.${kind}`, after: { text } });
  };
  life.progress.forEach(({ on, by, text }, n) => {
    update("progress", on, by, text, n + 1);
  });
  if (life.completed) {
    update("completed", life.completed.on, life.completed.by, life.completed.evidence, 8);
  }
  if (life.verified)
    update("verified", life.verified.on, life.verified.by, life.verified.impact, 9);
  return id;
}

/** The instant, or `n` minutes after `first` when it would come before. */
const later = (first: string, instant: string, n: number): string =>
  instant > first ? instant : new Date(Date.parse(first) + n * 60_000).toISOString();

/** What usually becomes of an action: the older it is, the likelier it was done and verified. */
export function usualLife(action: {
  key: string;
  raisedOn: string;
  dueOn: string;
  ownerId: string;
  verifierId: string;
  evidence: string;
  impact: string;
  /** Said while it is under way. */
  progress: string;
}): ActionLife {
  const { key, raisedOn, dueOn } = action;
  const overdueBy = daysBetween(dueOn, demonstrationDay);
  const chance = roll(100, "life", key);
  const progress = (on: string) => [{ on, by: action.ownerId, text: action.progress }];
  const lasted = Math.max(4, daysBetween(raisedOn, dueOn));
  const half = workingDayAfter(raisedOn, Math.ceil(lasted / 2));
  const begun = half < demonstrationDay ? progress(half) : [];
  const supervision = workingDayAfter(raisedOn, 9);
  const discussed = supervision < demonstrationDay ? { supervisionOn: supervision } : {};
  if (overdueBy < 0) {
    if (chance < 45 || begun.length === 0) return { status: "open", progress: [], ...discussed };
    return { status: "in-progress", progress: begun, ...discussed };
  }
  const settled = overdueBy > 60;
  if (chance < (settled ? 1 : 8)) return { status: "open", progress: [], ...discussed };
  if (chance < (settled ? 4 : 24)) return { status: "in-progress", progress: begun, ...discussed };
  if (settled && chance < 8) {
    return {
      status: "not-achieved",
      progress: begun,
      ...discussed,
      closingReason: "Circumstances changed and the action no longer fits the child's plan.",
    };
  }
  const done = beforeToday(workingDayAfter(dueOn, (chance % 12) - 7), raisedOn);
  const completed = { on: done, by: action.ownerId, evidence: action.evidence };
  const verifiedOn = workingDayAfter(done, 8 + (chance % 14));
  if (verifiedOn >= demonstrationDay || chance < (settled ? 12 : 45)) {
    return { status: "completed", progress: begun, completed, ...discussed };
  }
  return {
    status: "verified",
    progress: begun,
    completed,
    verified: { on: verifiedOn, by: action.verifierId, impact: action.impact },
    ...discussed,
  };
}

function beforeToday(date: string, raisedOn: string): string {
  const on = date < raisedOn ? workingDayAfter(raisedOn, 2) : workingDay(date);
  return on < demonstrationDay ? on : "2024-04-12";
}
