/**
 * Owns reminding people of what is due: audits, reviews, moderations, calibrations, answers, actions.
 * Practice: looked for by state and date, so that the cost follows what is open and not what was
 * ever done; each reminder has a key of its own, so that looking again adds nothing. The date is
 * read anew each time: after an extension the reminders follow the new one.
 */
import { paths } from "~/paths";
import { may } from "~/rules/access/permission";
import { openToAuditor } from "~/rules/audits/audits";
import { calibrationMachine } from "~/rules/calibration/calibration";
import { addDays, dateInLondon, dateOf, daysBetween } from "~/rules/core/dates";
import { underWay } from "~/rules/exercises/exercises";
import {
  type ActionReminderSettings,
  actionReminderOf,
  actionsRemindedUpTo,
  isEscalated,
  usualActionReminders,
} from "~/rules/learning-log/action-reminders";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import { type ReminderSettings, remindedUpTo, reminderOf } from "~/rules/learning-log/reminders";
import type { MessageKind } from "~/rules/messages/messages";
import { isAgreed } from "~/rules/samples/reviewing";
import { findActor } from "../../access/people.server";
import { listManagersOf, listManagersOfPerson, unscopedQaLeads } from "../../access/readers.server";
import type { Stamp } from "../../core/events.server";
import { whoIn } from "../../core/one-person.server";
import { type Db, transact } from "../../core/open.server";
import { actionService } from "../../learning-log/action-sight.server";
import { addMessages, type NewMessage } from "../../messages/outbox.server";
import { listSampleReviewers } from "../../samples/cases.server";
import { hasOpenPart, listParts } from "../../samples/parts.server";
import { remindToShare } from "../observations/reminders.server";

type Due = { id: string; to: string; due: string; link: string };
/** What is due up to a date, a page of it at a time, by id. */
type Source = (db: Db, upTo: string, after: string, limit: number) => Promise<Due[]>;

const audits: Source = async (db, upTo, after, limit) => {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["audit.id", "audit.auditor_id as to", "audit.due_on as due"])
    .where("audit.state", "in", openToAuditor)
    .where("audit.due_on", "<=", upTo)
    .where("audit.auditor_id", "is not", null)
    .where("audit.id", ">", after)
    .where("exercise.graded", "=", 1)
    .where("exercise.state", "in", underWay)
    .orderBy("audit.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...whole(row), link: paths.audits.one(row.id) }));
};

/** An exercise without auditors of its own: whoever has something to review, chairs it, or leads it. */
const reviews: Source = async (db, upTo, after, limit) => {
  const rows = await db
    .selectFrom("exercise")
    .select(["exercise.id", "audits_due_on as due", "lead_id as lead"])
    .select(["chair_id as chair", "reviewing"])
    .where("graded", "=", 0)
    .where("state", "=", "auditing")
    .where("audits_due_on", "<=", upTo)
    .where("exercise.id", ">", after)
    .orderBy("exercise.id")
    .limit(limit)
    .execute();
  const found: Due[] = [];
  for (const { lead, chair, reviewing, ...row } of rows) {
    const reviewers = await listSampleReviewers(db, row.id);
    const parts = reviewing === "together" ? null : await listParts(db, row.id);
    // An agency that has committed all of its parts is reminded of nothing.
    const waiting = reviewers.filter((one) => parts === null || hasOpenPart(parts, one));
    const chairs = chair && isAgreed(reviewing) ? [chair] : [];
    const link = paths.exercises.grid(row.id);
    for (const to of new Set([lead, ...chairs, ...waiting.map(({ id }) => id)])) {
      found.push({ ...whole({ ...row, to }), link });
    }
  }
  return found;
};

const moderations: Source = async (db, upTo, after, limit) => {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .select(["moderation.id", "moderation.audit_id as auditId", "moderation.moderator_id as to"])
    .select("exercise.moderation_due_on as due")
    .where("moderation.state", "=", "selected")
    .where("moderation.moderator_id", "is not", null)
    .where("moderation.id", ">", after)
    .where("exercise.state", "in", underWay)
    .where("exercise.moderation_due_on", "<=", upTo)
    .orderBy("moderation.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...whole(row), link: paths.moderation.grade(row.auditId) }));
};

const responses: Source = async (db, upTo, after, limit) => {
  const rows = await db
    .selectFrom("response")
    .innerJoin("team", "team.id", "response.team_id")
    .select(["response.id", "response.due_on as due", "team.id as teamId"])
    .select("team.service_id as serviceId")
    .where("response.answered_at", "is", null)
    .where("response.due_on", "<=", upTo)
    .where("response.id", ">", after)
    .orderBy("response.id")
    .limit(limit)
    .execute();
  const found: Due[] = [];
  for (const { id, due, ...place } of rows) {
    const link = paths.responses.one(id);
    for (const to of await listManagersOf(db, place)) found.push({ id, to, due, link });
  }
  return found;
};

const actions: Source = async (db, upTo, after, limit) => {
  const rows = await db
    .selectFrom("action")
    .leftJoin("audit", "audit.id", "action.audit_id")
    .select(["action.id", whoIn("action.owner_id").as("to"), "action.due_on as due"])
    .where("action.status", "in", unfinishedStatuses)
    .where("action.due_on", "<=", upTo)
    .where("action.owner_id", "is not", null)
    .where("action.id", ">", after)
    // The actions of an audit still being written are its auditor's drafts.
    .where((eb) =>
      eb.or([eb("action.audit_id", "is", null), eb("audit.submitted_at", "is not", null)]),
    )
    .orderBy("action.id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...whole(row), link: paths.log.one(row.id) }));
};

const calibrations: Source = async (db, upTo, after, limit) => {
  const rows = await db
    .selectFrom("calibration as c")
    .select(["c.id", "c.due_on as due"])
    .where("c.state", "in", calibrationMachine.moves["open-session"].from)
    .where("c.due_on", "<=", upTo)
    .where("c.id", ">", after)
    .orderBy("c.id")
    .limit(limit)
    .execute();
  const found: Due[] = [];
  for (const { id, due } of rows) {
    const raters = await db
      .selectFrom("calibration_rater")
      .select("person_id as to")
      .where("calibration_id", "=", id)
      .where("submitted_at", "is", null)
      .execute();
    const link = paths.calibration.grade(id);
    for (const { to } of raters) found.push({ id, to, due, link });
  }
  return found;
};

const whole = (row: { id: string; to: string | null; due: string | null }) => ({
  id: row.id,
  to: row.to ?? "",
  due: row.due ?? "",
});

const families = {
  audit: audits,
  review: reviews,
  moderation: moderations,
  calibration: calibrations,
  response: responses,
};
const page = 500;

/** Adds today's reminders that are not there yet; a page at a time, each a transaction. */
export async function addReminders(
  db: Db,
  stamp: Stamp,
  settings: ReminderSettings,
  ofActions: ActionReminderSettings = usualActionReminders,
): Promise<void> {
  const today = dateInLondon(new Date(stamp.at));
  const upTo = remindedUpTo(today, settings);
  for (const [family, source] of Object.entries(families)) {
    for (let after = ""; ; ) {
      const found = await source(db, upTo, after, page);
      const last = found.at(-1);
      if (!last) break;
      const messages = found.flatMap((one) => asReminder(family, one, today, settings));
      if (messages.length > 0) await transact(db, (tx) => addMessages(tx, stamp, messages));
      after = last.id;
    }
  }
  await remindOfActions(db, stamp, ofActions);
  await remindOfFeedback(db, stamp);
  await remindToShare(db, stamp);
}

/** Reminds owners of their actions, and tells their managers of what is long overdue. */
async function remindOfActions(
  db: Db,
  stamp: Stamp,
  settings: ActionReminderSettings,
): Promise<void> {
  const today = dateInLondon(new Date(stamp.at));
  const upTo = actionsRemindedUpTo(today, settings);
  for (let after = ""; ; ) {
    const found = await actions(db, upTo, after, page);
    const last = found.at(-1);
    if (!last) return;
    const messages: NewMessage[] = [];
    for (const one of found) {
      const reminder = actionReminderOf(one.due, today, settings);
      const { link, due } = one;
      if (reminder)
        messages.push({
          ...{ to: one.to, kind: `action-${reminder.when}` as MessageKind, link, due },
          key: `${one.id}:${reminder.key}`,
        });
      if (!isEscalated(due, today, settings)) continue;
      const key = `${one.id}:${due}`;
      for (const to of await listToTell(db, one, key))
        messages.push({ to, kind: "action-escalated", key, link, due });
    }
    if (messages.length > 0) await transact(db, (tx) => addMessages(tx, stamp, messages));
    after = last.id;
  }
}

const weeksReminded = 4;

/**
 * Who is told that an action is long overdue: who manages its owner and may read it, else who answers
 * for the action's own place, else the QA leads; nobody where they were told.
 */
async function listToTell(db: Db, { id, to: ownerId }: Due, key: string): Promise<string[]> {
  const told = await db
    .selectFrom("outbox")
    .select("id")
    .where("kind", "=", "action-escalated")
    .where("key", "=", key)
    .limit(1)
    .executeTakeFirst();
  if (told) return [];
  const place = await db
    .selectFrom("action")
    .select(["team_id as teamId", actionService.as("serviceId")])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const access = { ...place, people: { owner: [ownerId] } };
  const reading = async (ids: readonly string[]) => {
    const actors = await Promise.all(ids.map((one) => findActor(db, one)));
    return actors.flatMap((actor) =>
      actor && actor.id !== ownerId && may("learning-log.read", actor, access) ? [actor.id] : [],
    );
  };
  const managers = await reading(await listManagersOfPerson(db, ownerId));
  if (managers.length > 0) return managers;
  const near = await reading(await listManagersOf(db, place));
  return near.length > 0 ? near : reading(await unscopedQaLeads(db));
}

/** Reminds auditors of feedback that they have not said they have read: once a week, four times. */
async function remindOfFeedback(db: Db, stamp: Stamp): Promise<void> {
  const today = dateInLondon(new Date(stamp.at));
  const unread = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .select(["moderation.id", "moderation.decided_at as at", "audit.id as auditId"])
    .select("audit.auditor_id as to")
    .where("moderation.feedback_read_at", "is", null)
    .where("moderation.state", "in", ["taken", "decided"])
    .where("moderation.decided_at", "<=", `${addDays(today, -7)}T23:59:59.999Z`)
    .where("moderation.decided_at", ">=", addDays(today, -7 * (weeksReminded + 1)))
    .where("audit.auditor_id", "is not", null)
    .orderBy("moderation.id")
    .limit(page)
    .execute();
  const messages = unread.map(({ id, at, auditId, to }): NewMessage => {
    const week = Math.floor(daysBetween(dateOf(at ?? today), today) / 7);
    const link = paths.moderation.feedback(auditId);
    return { to: to ?? "", kind: "feedback-reminder", key: `${id}:${at}:${week}`, link };
  });
  if (messages.length > 0) await transact(db, (tx) => addMessages(tx, stamp, messages));
}

function asReminder(
  family: string,
  one: Due,
  today: string,
  settings: ReminderSettings,
): NewMessage[] {
  const reminder = reminderOf(one.due, today, settings);
  if (!reminder) return [];
  return [
    {
      to: one.to,
      kind: `${family}-${reminder.when}` as MessageKind,
      key: `${one.id}:${reminder.key}`,
      link: one.link,
      due: one.due,
    },
  ];
}
