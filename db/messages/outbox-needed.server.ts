/**
 * Owns whether a message is still needed when its time to go has come.
 * Practice: a deed that is done, or has passed to someone else, is nothing to be reminded of; a
 * concern goes to everyone, however late, until someone has acknowledged it. Keys begin with the
 * id of the record they are about.
 */
import { openToAuditor } from "~/rules/audits/audits";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { MessageKind } from "~/rules/messages/messages";
import { listManagersOf } from "../access/readers.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";

type Asked = {
  kind: MessageKind;
  key: string;
  personId: string;
  forPersonId: string | null;
  dueOn: string | null;
};

/** The id of the record that a stored key is about: "audit-overdue:<id>:…". */
export const recordOf = (key: string): string => key.split(":")[1] ?? "";

const auditKinds: readonly MessageKind[] = [
  "audit-allocated",
  "audit-extended",
  "audit-returned",
  "audit-due-soon",
  "audit-due-today",
  "audit-overdue",
  "audit-reminder",
];
const reviewKinds: readonly MessageKind[] = [
  "review-due-soon",
  "review-due-today",
  "review-overdue",
];
const moderationKinds: readonly MessageKind[] = [
  "moderation-allocated",
  "moderation-due-soon",
  "moderation-due-today",
  "moderation-overdue",
];
const decisionKinds: readonly MessageKind[] = ["decision-to-confirm", "decision-again"];
const responseKinds: readonly MessageKind[] = [
  "response-asked",
  "response-due-soon",
  "response-due-today",
  "response-overdue",
];
const concernKinds: readonly MessageKind[] = ["concern-raised", "concern-late"];
const actionKinds: readonly MessageKind[] = [
  "action-assigned",
  "action-due-soon",
  "action-due-today",
  "action-overdue",
  "action-reopened",
];

/** Whether what a message asks for is still to be done by its reader, or whom they stand in for. */
export async function isStillNeeded(db: Db, message: Asked): Promise<boolean> {
  const id = recordOf(message.key);
  const reader = message.forPersonId ?? message.personId;
  if (auditKinds.includes(message.kind)) {
    const audit = await db
      .selectFrom("audit")
      .select("due_on")
      .where("id", "=", id)
      .where("auditor_id", "in", recordsOf(reader))
      .where("state", "in", openToAuditor)
      .executeTakeFirst();
    return audit !== undefined && sameDate(message, audit.due_on);
  }
  if (reviewKinds.includes(message.kind)) {
    const exercise = await db
      .selectFrom("exercise")
      .select("audits_due_on as due")
      .where("id", "=", id)
      .where("state", "=", "auditing")
      .executeTakeFirst();
    return exercise !== undefined && sameDate(message, exercise.due);
  }
  if (moderationKinds.includes(message.kind)) {
    const moderation = await db
      .selectFrom("moderation")
      .select("id")
      .where("id", "=", id)
      .where("moderator_id", "in", recordsOf(reader))
      .where("state", "=", "selected")
      .executeTakeFirst();
    return moderation !== undefined;
  }
  if (responseKinds.includes(message.kind)) {
    const response = await db
      .selectFrom("response")
      .innerJoin("team", "team.id", "response.team_id")
      .select(["response.due_on", "team.id as teamId", "team.service_id as serviceId"])
      .where("response.id", "=", id)
      .where("answered_at", "is", null)
      .executeTakeFirst();
    if (!response || !sameDate(message, response.due_on)) return false;
    return (await listManagersOf(db, response)).includes(reader);
  }
  if (concernKinds.includes(message.kind)) {
    const concern = await db
      .selectFrom("concern")
      .select("id")
      .where("id", "=", id)
      .where("acknowledged_at", "is", null)
      .executeTakeFirst();
    return concern !== undefined;
  }
  if (actionKinds.includes(message.kind)) {
    const action = await db
      .selectFrom("action")
      .select("due_on")
      .where("id", "=", id)
      .where("owner_id", "in", recordsOf(reader))
      .where("status", "in", unfinishedStatuses)
      .executeTakeFirst();
    return action !== undefined && sameDate(message, action.due_on);
  }
  if (message.kind === "access-to-confirm") {
    const change = await db
      .selectFrom("access_change")
      .select("id")
      .where("bundle_id", "=", id)
      .where("state", "=", "waiting")
      .executeTakeFirst();
    return change !== undefined;
  }
  if (message.kind === "audit-corrected" || message.kind === "correction-without-auditor") {
    const correction = await db
      .selectFrom("correction")
      .select("id")
      .where("id", "=", id)
      .where("answered_at", "is", null)
      .executeTakeFirst();
    return correction !== undefined;
  }
  if (decisionKinds.includes(message.kind)) {
    const recorded = await db
      .selectFrom("moderation")
      .select("id")
      .where("id", "=", id)
      .where("state", "=", "recorded")
      .executeTakeFirst();
    return recorded !== undefined;
  }
  if (message.kind === "action-to-verify") {
    const action = await db
      .selectFrom("action")
      .select("id")
      .where("id", "=", id)
      .where("status", "=", "completed")
      .executeTakeFirst();
    return action !== undefined;
  }
  return true;
}

/** A date that was moved since makes the message one of the past; the new date has its own. */
const sameDate = (message: Asked, due: string | null): boolean =>
  !/-due-|-overdue$|-extended$/.test(message.kind) || message.dueOn === due;
