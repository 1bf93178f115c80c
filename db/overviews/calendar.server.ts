/**
 * Owns what stands in someone's calendar: the dates that are theirs, over exercises, moderation, panel
 * meetings, the programme and the log.
 * Practice: no case, no child and nothing that was written of one; what is open alone, so that it does
 * not grow with the past.
 */

import { paths } from "~/paths";
import { openToAuditor } from "~/rules/audits/audits";
import { counted } from "~/rules/core/words";
import { type ExerciseKind, exerciseKindNames, underWay } from "~/rules/exercises/exercises";
import { actionReference } from "~/rules/learning-log/learning-log";
import { slotKindNames } from "~/rules/observations/practice-weeks";
import { isNotWithdrawn } from "../core/counted.server";
import { recordsOf } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { unscopedSessionsToCome } from "../feedback-sessions/sessions.server";
import { listOwnSlots } from "../observations/slots.server";
import { listReviews } from "./work.server";

export type CalendarDate = {
  /** The same as long as it is about the same. */
  key: string;
  words: string;
  /** YYYY-MM-DD */
  on: string;
  /** HH:MM in London, for a meeting. */
  at?: string;
  place?: string;
  href: string;
};

const most = 200;

export async function listCalendarDates(db: Db, personId: string): Promise<CalendarDate[]> {
  const dates = await Promise.all([
    ownAudits(db, personId),
    ownModerations(db, personId),
    ownReviews(db, personId),
    ledExercises(db, personId),
    ownMeetings(db, personId),
    ownPlans(db, personId),
    ownActions(db, personId),
    ownWeekSlots(db, personId),
  ]);
  // Whoever leads what they review themselves has its date once.
  return [...new Map(dates.flat().map((one) => [one.key, one])).values()];
}

async function ownAudits(db: Db, personId: string): Promise<CalendarDate[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["exercise.id", "exercise.title", "audit.due_on as on", countAll.as("count")])
    .where("audit.auditor_id", "in", recordsOf(personId))
    .where("audit.state", "in", openToAuditor)
    .where("audit.due_on", "is not", null)
    .where("exercise.state", "in", underWay)
    .groupBy(["exercise.id", "exercise.title", "audit.due_on"])
    .limit(most)
    .execute();
  return rows.map(({ id, title, on, count }) => ({
    key: `audits-${id}-${on}`,
    words: `${counted(count, "audit")} due: ${title}`,
    on: on ?? "",
    href: paths.home(),
  }));
}

async function ownModerations(db: Db, personId: string): Promise<CalendarDate[]> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("exercise", "exercise.id", "moderation.exercise_id")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .select(["exercise.id", "exercise.title", "exercise.moderation_due_on as on"])
    .select(countAll.as("count"))
    .where("moderation.moderator_id", "in", recordsOf(personId))
    .where("moderation.state", "=", "selected")
    .where("exercise.state", "in", underWay)
    .where("exercise.moderation_due_on", "is not", null)
    .where(isNotWithdrawn())
    .groupBy(["exercise.id", "exercise.title", "exercise.moderation_due_on"])
    .limit(most)
    .execute();
  return rows.map(({ id, title, on, count }) => ({
    key: `moderation-${id}`,
    words: `${counted(count, "audit")} to moderate by today: ${title}`,
    on: on ?? "",
    href: paths.moderation.queue(),
  }));
}

/** The dates of exercises that someone leads, as long as they are going on. */
async function ledExercises(db: Db, personId: string): Promise<CalendarDate[]> {
  const rows = await db
    .selectFrom("exercise")
    .select(["id", "kind", "title", "audits_due_on", "moderation_due_on", "responses_due_on"])
    .where("state", "in", ["planned", "drawn", "auditing", "moderating"])
    .where("only_re_audits", "=", 0)
    .where("lead_id", "in", recordsOf(personId))
    .limit(most)
    .execute();
  return rows.flatMap((row) => {
    const date = (name: string, words: string, on: string | null): CalendarDate[] =>
      on === null
        ? []
        : [{ key: `${name}-${row.id}`, words, on, href: paths.exercises.one(row.id) }];
    return [
      ...date("due", `Audits due: ${row.title}`, row.audits_due_on),
      ...date("moderated", `Moderation due: ${row.title}`, row.moderation_due_on),
      ...date("answered", `Responses due: ${row.title}`, row.responses_due_on),
    ];
  });
}

/** Cases to review, their own or their agency's, until they are committed. */
async function ownReviews(db: Db, personId: string): Promise<CalendarDate[]> {
  const reviews = await listReviews(db, personId);
  return reviews
    .filter(({ reviewing, ownParts }) => reviewing === "together" || ownParts > 0)
    .flatMap(({ id, title, dueOn }) =>
      dueOn === null
        ? []
        : { key: `due-${id}`, words: `Cases to review: ${title}`, on: dueOn, href: paths.home() },
    );
}

async function ownMeetings(db: Db, personId: string): Promise<CalendarDate[]> {
  const rows = await db
    .selectFrom("panel_meeting_member")
    .innerJoin("panel_meeting", "panel_meeting.id", "panel_meeting_member.meeting_id")
    .innerJoin("exercise", "exercise.id", "panel_meeting.exercise_id")
    .select(["panel_meeting.id", "meets_on as on", "starts_at as at", "place", "exercise.title"])
    .where("panel_meeting_member.person_id", "in", recordsOf(personId))
    .where("panel_meeting.state", "=", "planned")
    .orderBy("meets_on")
    .limit(most)
    .execute();
  return rows.map(({ id, on, at, place, title }) => ({
    key: `meeting-${id}`,
    words: `Panel meeting: ${title}`,
    on,
    at,
    place,
    href: paths.moderation.meeting(id),
  }));
}

/** Feedback sessions to come, once their briefing is out: for everyone who may read it. */
export async function unscopedSessionDates(db: Db): Promise<CalendarDate[]> {
  const sessions = await unscopedSessionsToCome(db, { prepared: false });
  return sessions.map(({ id, heldOn, startsAt, place }) => ({
    key: `session-${id}`,
    words: "Feedback session",
    on: heldOn,
    at: startsAt,
    place,
    href: paths.feedbackSessions.one(id),
  }));
}

/** What someone leads in the programme and nobody has begun, on the first of its month. */
async function ownPlans(db: Db, personId: string): Promise<CalendarDate[]> {
  const rows = await db
    .selectFrom("planned_exercise")
    .select(["id", "kind", "title", "month"])
    .where("exercise_id", "is", null)
    .where("practice_week_id", "is", null)
    .where("outcome", "is", null)
    .where("removed_at", "is", null)
    .where("owner_id", "in", recordsOf(personId))
    .orderBy("month")
    .limit(most)
    .execute();
  return rows.map(({ id, kind, title, month }) => ({
    key: `planned-${id}`,
    words: `To be planned this month: ${title} (${exerciseKindNames[kind as ExerciseKind].toLowerCase()})`,
    on: `${month}-01`,
    href: paths.planned.one(id),
  }));
}

/** What someone does, or is observed in, in practice weeks whose timetable is out; without names. */
async function ownWeekSlots(db: Db, personId: string): Promise<CalendarDate[]> {
  const [own, seen] = await Promise.all([
    listOwnSlots(db, personId, "by"),
    listOwnSlots(db, personId, "observed"),
  ]);
  const dates = (slots: typeof own, words: (slot: (typeof own)[number]) => string) =>
    slots.map((slot) => ({
      key: `practice-week-${slot.id}`,
      words: words(slot),
      ...{ on: slot.day, at: slot.startsAt, place: slot.place },
      href: paths.practiceWeeks.one(slot.weekId),
    }));
  return [
    ...dates(own, ({ kind, teamName }) =>
      [`Practice week: ${slotKindNames[kind].toLowerCase()}`, teamName].filter(Boolean).join(", "),
    ),
    ...dates(
      seen.filter(({ id }) => !own.some((one) => one.id === id)),
      () => "Practice week: you are observed",
    ),
  ];
}

/** By their reference alone: what an action says may be about a child. */
async function ownActions(db: Db, personId: string): Promise<CalendarDate[]> {
  const rows = await db
    .selectFrom("action")
    .select(["id", "reference", "due_on as on"])
    .where("owner_id", "in", recordsOf(personId))
    .where("status", "in", ["open", "in-progress"])
    .where("due_on", "is not", null)
    .orderBy("due_on")
    .limit(most)
    .execute();
  return rows.map(({ id, reference, on }) => ({
    key: `action-${id}`,
    words: `Action ${actionReference(reference)} due`,
    on: on ?? "",
    href: paths.log.one(id),
  }));
}
