/**
 * Owns whether a message is still needed when its time to go has come.
 * Practice: a deed that is done, or has passed to someone else, is nothing to be reminded of; a
 * concern goes to everyone, however late, until someone has acknowledged it. Keys begin with the
 * id of the record they are about.
 */
import { openToAuditor } from "~/rules/audits/audits";
import { doubleMachine } from "~/rules/calibration/double-audits";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { MessageKind } from "~/rules/messages/messages";
import { secondLookWaits } from "~/rules/moderation/second-look";
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

/** What a message asks about: its record, whoever it asks, and the message itself. */
type Question = { id: string; reader: string; message: Asked };
type Check = (db: Db, question: Question) => Promise<boolean>;

const audit: Check = async (db, { id, reader, message }) => {
  const row = await db
    .selectFrom("audit")
    .select("due_on")
    .where("id", "=", id)
    .where("auditor_id", "in", recordsOf(reader))
    .where("state", "in", openToAuditor)
    .executeTakeFirst();
  return row !== undefined && sameDate(message, row.due_on);
};

const review: Check = async (db, { id, message }) => {
  const row = await db
    .selectFrom("exercise")
    .select("audits_due_on as due")
    .where("id", "=", id)
    .where("state", "=", "auditing")
    .executeTakeFirst();
  return row !== undefined && sameDate(message, row.due);
};

const moderation: Check = async (db, { id, reader }) => {
  const row = await db
    .selectFrom("moderation")
    .select("id")
    .where("id", "=", id)
    .where("moderator_id", "in", recordsOf(reader))
    .where("state", "=", "selected")
    .executeTakeFirst();
  return row !== undefined;
};

const decision: Check = async (db, { id }) => {
  const row = await db
    .selectFrom("moderation")
    .select("id")
    .where("id", "=", id)
    .where("state", "=", "recorded")
    .executeTakeFirst();
  return row !== undefined;
};

const response: Check = async (db, { id, reader, message }) => {
  const row = await db
    .selectFrom("response")
    .innerJoin("team", "team.id", "response.team_id")
    .select(["response.due_on", "team.id as teamId", "team.service_id as serviceId"])
    .where("response.id", "=", id)
    .where("answered_at", "is", null)
    .executeTakeFirst();
  if (!row || !sameDate(message, row.due_on)) return false;
  return (await listManagersOf(db, row)).includes(reader);
};

const lateResponse: Check = async (db, { id, message }) => {
  const row = await db
    .selectFrom("response")
    .select("due_on")
    .where("id", "=", id)
    .where("answered_at", "is", null)
    .executeTakeFirst();
  return row !== undefined && message.dueOn === row.due_on;
};

const agreement: Check = async (db, { id }) => {
  const row = await db
    .selectFrom("response")
    .select("id")
    .where("id", "=", id)
    .where("to_agree_since", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
};

const concern: Check = async (db, { id }) => {
  const row = await db
    .selectFrom("concern")
    .select("id")
    .where("id", "=", id)
    .where("acknowledged_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
};

const action: Check = async (db, { id, reader, message }) => {
  const row = await db
    .selectFrom("action")
    .select("due_on")
    .where("id", "=", id)
    .where("owner_id", "in", recordsOf(reader))
    .where("status", "in", unfinishedStatuses)
    .executeTakeFirst();
  return row !== undefined && sameDate(message, row.due_on);
};

/** Whoever owns it by now: a manager may have been given it themselves. */
const longOverdue: Check = async (db, { id, message }) => {
  const row = await db
    .selectFrom("action")
    .select("due_on")
    .where("id", "=", id)
    .where("status", "in", unfinishedStatuses)
    .executeTakeFirst();
  return row !== undefined && message.dueOn === row.due_on;
};

const verification: Check = async (db, { id }) => {
  const row = await db
    .selectFrom("action")
    .select("id")
    .where("id", "=", id)
    .where("status", "=", "completed")
    .executeTakeFirst();
  return row !== undefined;
};

const access: Check = async (db, { id }) => {
  const row = await db
    .selectFrom("access_change")
    .select("id")
    .where("bundle_id", "=", id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return row !== undefined;
};

const correction: Check = async (db, { id }) => {
  const row = await db
    .selectFrom("correction")
    .select("id")
    .where("id", "=", id)
    .where("answered_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
};

const calibration: Check = async (db, { id, reader, message }) => {
  const row = await db
    .selectFrom("calibration")
    .innerJoin("calibration_rater as r", "r.calibration_id", "calibration.id")
    .select("calibration.due_on")
    .where("calibration.id", "=", id)
    .where("calibration.state", "=", "grading")
    .where("r.person_id", "in", recordsOf(reader))
    .where("r.submitted_at", "is", null)
    .executeTakeFirst();
  return row !== undefined && sameDate(message, row.due_on);
};

const meeting: Check = async (db, { id, reader, message }) => {
  const row = await db
    .selectFrom("panel_meeting as meeting")
    .innerJoin("panel_meeting_member as member", "member.meeting_id", "meeting.id")
    .select("meeting.meets_on")
    .where("meeting.id", "=", id)
    .where("meeting.state", "in", ["planned", "under-way"])
    .where("member.person_id", "in", recordsOf(reader))
    .executeTakeFirst();
  return row !== undefined && message.dueOn === row.meets_on;
};

const session: Check = async (db, { id, message }) => {
  const row = await db
    .selectFrom("feedback_session")
    .select("held_on")
    .where("id", "=", id)
    .where("state", "=", "shared")
    .executeTakeFirst();
  return row !== undefined && message.dueOn === row.held_on;
};

const unreadObservation: Check = async (db, { id, reader }) => {
  const row = await db
    .selectFrom("observation")
    .innerJoin("observation_person as part", "part.observation_id", "observation.id")
    .select("observation.id")
    .where("observation.id", "=", id)
    .where("observation.state", "in", ["shared", "closed"])
    .where("part.person_id", "in", recordsOf(reader))
    .where("part.read_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
};

const draftObservation: Check = async (db, { id }) => {
  const row = await db
    .selectFrom("observation")
    .select("id")
    .where("id", "=", id)
    .where("state", "=", "draft")
    .executeTakeFirst();
  return row !== undefined;
};

const secondLook: Check = async (db, { id, message }) => {
  const row = await db
    .selectFrom("second_look")
    .select("id")
    .where("id", "=", id)
    .where("state", "in", message.kind === "second-look-asked" ? secondLookWaits : ["recorded"])
    .executeTakeFirst();
  return row !== undefined;
};

const doubleAudit: Check = async (db, { id, reader }) => {
  const row = await db
    .selectFrom("double_audit")
    .select("id")
    .where("id", "=", id)
    .where("state", "in", doubleMachine.moves.submit.from)
    .where("peer_id", "in", recordsOf(reader))
    .executeTakeFirst();
  return row !== undefined;
};

const doubleGrade: Check = async (db, { id }) => {
  const row = await db
    .selectFrom("double_audit")
    .select("id")
    .where("id", "=", id)
    .where("answered_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
};

/** What each kind of message asks for; one that is not here only tells something. */
const checks: Partial<Record<MessageKind, Check>> = {
  "audit-allocated": audit,
  "audit-extended": audit,
  "audit-returned": audit,
  "audit-due-soon": audit,
  "audit-due-today": audit,
  "audit-overdue": audit,
  "audit-reminder": audit,
  "review-due-soon": review,
  "review-due-today": review,
  "review-overdue": review,
  "moderation-allocated": moderation,
  "moderation-due-soon": moderation,
  "moderation-due-today": moderation,
  "moderation-overdue": moderation,
  "decision-to-confirm": decision,
  "decision-again": decision,
  "panel-meeting": meeting,
  "feedback-session": session,
  "observation-shared": unreadObservation,
  "observation-to-share": draftObservation,
  "second-look-asked": secondLook,
  "second-look-to-confirm": secondLook,
  "double-audit-given": doubleAudit,
  "double-audit-escalates": doubleGrade,
  "calibration-asked": calibration,
  "calibration-due-soon": calibration,
  "calibration-due-today": calibration,
  "calibration-overdue": calibration,
  "response-asked": response,
  "response-due-soon": response,
  "response-due-today": response,
  "response-overdue": response,
  "response-sent-back": response,
  "response-late": lateResponse,
  "response-late-lead": lateResponse,
  "response-to-agree": agreement,
  "concern-raised": concern,
  "concern-late": concern,
  "action-assigned": action,
  "action-due-soon": action,
  "action-escalated": longOverdue,
  "action-overdue": action,
  "action-reopened": action,
  "action-to-verify": verification,
  "access-to-confirm": access,
  "audit-corrected": correction,
  "correction-without-auditor": correction,
};

/** Whether what a message asks for is still to be done by its reader, or whom they stand in for. */
export async function isStillNeeded(db: Db, message: Asked): Promise<boolean> {
  const reader = message.forPersonId ?? message.personId;
  const check = checks[message.kind];
  return check ? check(db, { id: recordOf(message.key), reader, message }) : true;
}

/** A date that was moved since makes the message one of the past; the new date has its own. */
const sameDate = (message: Asked, due: string | null): boolean =>
  !/-due-|-overdue$|-extended$/.test(message.kind) || message.dueOn === due;
