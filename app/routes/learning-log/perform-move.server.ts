import { type MoveForm, readReference } from "~/forms/learning-log";
import type { Actor } from "~/rules/access/people";
import { scopeOf } from "~/rules/access/permission";
import { dateInLondon, formatDate, formatTime } from "~/rules/core/dates";
import { dueDateInWords } from "~/rules/core/due";
import type { ActionMove, MoveRefusal } from "~/rules/learning-log/action-moves";
import { actionReference, actionStatusNames } from "~/rules/learning-log/learning-log";
import type { FormResult } from "~/server/read-form.server";
import type { Db } from "~db/core/open.server";
import { findLastChange } from "~db/core/versions.server";
import {
  type Action,
  findAction,
  findActionByReference,
  listUpdates,
} from "~db/learning-log/action-record.server";
import type { LogReader } from "~db/learning-log/action-sight.server";
import { listOwnersOf } from "~db/learning-log/action-work.server";

/** Who may own the action from now on, for whoever may give it to someone else. */
export const listNewOwners = (db: Db, actor: Actor, action: Action) =>
  listOwnersOf(db, scopeOf(actor, "learning-log.change-owner"), action);

/**
 * The form as a move; null when it names an action that this person does not see, or an owner who
 * can't be chosen.
 */
export async function asMove(
  db: Db,
  { reader, actor, action }: { reader: LogReader; actor: Actor; action: Action },
  form: MoveForm,
): Promise<ActionMove | null> {
  switch (form.move) {
    case "progress":
      return {
        kind: "progress",
        text: form.note,
        status: form.started ? "in-progress" : "open",
      };
    case "complete": {
      const { evidence, completedOn, supervisionOn } = form;
      return { kind: "complete", evidence, completedOn, supervisionOn };
    }
    case "verify":
      return { kind: "verify", impact: form.impact, howKnown: form.howKnown };
    case "retest":
      return { kind: "retest", question: form.question };
    case "discuss":
      return { kind: "discuss", on: form.discussedOn, text: form.discussedNote };
    case "not-achieved":
      return { kind: "not-achieved", reason: form.notAchievedReason };
    case "reopen":
      return { kind: "reopen", reason: form.reopenReason };
    case "change-due":
      return { kind: "change-due", ...form.newDue, reason: form.dueReason };
    case "change-owner": {
      const owners = await listNewOwners(db, actor, action);
      const owner = owners.find(({ id }) => id === form.newOwner);
      return owner
        ? { kind: "change-owner", owner, from: action.owner, reason: form.ownerReason }
        : null;
    }
    case "supersede": {
      const reference = readReference(form.supersededBy) ?? 0;
      const by = await findActionByReference(db, reader, reference);
      return by
        ? {
            kind: "supersede",
            by: { ...by, reference: actionReference(by.reference) },
            reason: form.supersedeReason,
          }
        : null;
    }
  }
}

const partFields: Partial<Record<ActionMove["kind"], string>> = {
  "not-achieved": "notAchievedReason",
  supersede: "supersedeReason",
  reopen: "reopenReason",
  "change-due": "dueReason",
  "change-owner": "ownerReason",
};

/** The field of the page that a refusal is about; "" for the move itself. */
export function fieldOf(refusal: MoveRefusal, kind: ActionMove["kind"]): string {
  switch (refusal.part) {
    case undefined:
      return "";
    case "text":
      return "note";
    case "reason":
      return partFields[kind] ?? "";
    case "by":
      return "supersededBy";
    case "dueOn":
      return "newDue";
    case "owner":
      return "newOwner";
    case "on":
      return "discussedOn";
    default:
      return refusal.part;
  }
}

/** What the banner says after each move. */
export const doneWords: Record<ActionMove["kind"], string> = {
  progress: "Your progress note is kept",
  complete: "The action is completed. Someone else will now verify what difference it made",
  verify: "The action’s impact is verified",
  retest: "A dip sample is to test it again. Whoever plans samples sees it on their home",
  discuss: "The supervision is recorded",
  "not-achieved": "The action is closed as not achieved",
  supersede: "The action is superseded",
  reopen: "The action is open again",
  "change-due": "The due date is changed. The old one is kept in the history",
  "change-owner": "The action has a new owner, who is told. The old one is kept in the history",
};

/** How the action stands now, for someone who saw it before another person changed it. */
export async function conflictOf(
  db: Db,
  { reader, actor }: { reader: LogReader; actor: Actor },
  id: string,
  now: Date,
): Promise<FormResult["conflict"]> {
  const stands = await findAction(db, reader, id);
  const { by, at } = await findLastChange(db, `action:${id}`, actor.id);
  const [last] = stands ? await listUpdates(db, stands, 1) : [];
  const instant = new Date(at || now);
  const day = dateInLondon(instant);
  const on = day === dateInLondon(now) ? "" : `on ${formatDate(day)} `;
  return {
    by,
    at: `${on}at ${formatTime(instant)}`,
    version: stands?.version ?? 0,
    theirs: stands
      ? {
          state: actionStatusNames[stands.status],
          due: dueDateInWords(stands),
          owner: stands.owner,
          said: last?.text ?? "",
        }
      : {},
  };
}
