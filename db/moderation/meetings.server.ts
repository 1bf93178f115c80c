/**
 * Owns the meetings of the panel: planning one, its life, what is written of it, and finding them.
 * Practice: who meets is told with a date and a link, and nothing of a case; each write asks for the
 * version that was read.
 */
import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import type { Scope } from "~/rules/access/permission";
import type { MessageKind } from "~/rules/messages/messages";
import { type MeetingState, type MeetingTheme, meetingMachine } from "~/rules/moderation/meetings";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { holdExercise } from "../exercises/exercises.server";
import { isSeenToBy } from "../exercises/leads.server";
import { addMessages } from "../messages/outbox.server";
import { panelRoles } from "./panel.server";

const { moves } = meetingMachine;

export type Member = { id: string; name: string };

export type PanelMeeting = {
  id: string;
  exerciseId: string;
  exerciseTitle: string;
  /** YYYY-MM-DD */
  meetsOn: string;
  /** HH:MM in London. */
  startsAt: string;
  place: string;
  chair: Member;
  /** The chair first, the others by name. */
  members: Member[];
  state: MeetingState;
  cancelledReason: string;
  notes: string;
  themes: MeetingTheme[];
  version: number;
  access: Access;
};

const query = (db: Db) =>
  db
    .selectFrom("panel_meeting as meeting")
    .innerJoin("exercise", "exercise.id", "meeting.exercise_id")
    .innerJoin("one_person as chair", "chair.record_id", "meeting.chair_id")
    .select(["meeting.id", "meeting.exercise_id as exerciseId", "exercise.title as exerciseTitle"])
    .select(["meeting.meets_on as meetsOn", "meeting.starts_at as startsAt", "meeting.place"])
    .select(["meeting.state", "chair.id as chairId", "chair.name as chairName"]);

/** One meeting with who is of it; null when there is none. */
export async function findMeeting(db: Db, meetingId: string): Promise<PanelMeeting | null> {
  const row = await query(db)
    .select(["meeting.cancelled_reason as cancelledReason", "meeting.notes", "meeting.themes"])
    .select("meeting.version")
    .where("meeting.id", "=", meetingId)
    .executeTakeFirst();
  if (!row) return null;
  const people = await db
    .selectFrom("panel_meeting_member as member")
    .innerJoin("one_person as person", "person.record_id", "member.person_id")
    .select(["person.id", "person.name"])
    .distinct()
    .where("member.meeting_id", "=", meetingId)
    .orderBy("person.name")
    .execute();
  const { chairId, chairName, state, themes, ...rest } = row;
  const chair = { id: chairId, name: chairName };
  const members = [chair, ...people.filter(({ id }) => id !== chairId)];
  return {
    ...rest,
    chair,
    members,
    state: state as MeetingState,
    themes: JSON.parse(themes) as MeetingTheme[],
    access: {
      teamId: null,
      serviceId: null,
      people: { panel: members.map(({ id }) => id), lead: [chairId] },
    },
  };
}

export type MeetingInList = {
  id: string;
  exerciseTitle: string;
  meetsOn: string;
  startsAt: string;
  state: MeetingState;
  chairName: string;
};

const inScope = (db: Db, scope: Scope) => {
  const all = query(db);
  return scope.everything
    ? all
    : all.where("meeting.id", "in", (eb) =>
        eb
          .selectFrom("panel_meeting_member")
          .select("meeting_id")
          .where("person_id", "in", recordsOf(scope.personId)),
      );
};

const inList = (row: { state: string; chairName: string } & Omit<MeetingInList, "state">) => ({
  id: row.id,
  exerciseTitle: row.exerciseTitle,
  meetsOn: row.meetsOn,
  startsAt: row.startsAt,
  state: row.state as MeetingState,
  chairName: row.chairName,
});

/** Meetings still to be held or signed off, the earliest first. */
export async function listOpenMeetings(db: Db, scope: Scope): Promise<MeetingInList[]> {
  const rows = await inScope(db, scope)
    .where("meeting.state", "in", ["planned", "under-way"])
    .orderBy("meeting.meets_on")
    .orderBy("meeting.id")
    .limit(100)
    .execute();
  return rows.map(inList);
}

/** Meetings that are over, the latest first; one more than `limit` where there are more. */
export async function listPastMeetings(
  db: Db,
  scope: Scope,
  { limit, offset }: { limit: number; offset: number },
): Promise<MeetingInList[]> {
  const rows = await inScope(db, scope)
    .where("meeting.state", "in", ["closed", "cancelled"])
    .orderBy("meeting.meets_on", "desc")
    .orderBy("meeting.id", "desc")
    .limit(limit + 1)
    .offset(offset)
    .execute();
  return rows.map(inList);
}

/** What a planner says of a meeting. */
export type MeetingPlan = {
  meetsOn: string;
  startsAt: string;
  place: string;
  chairId: string;
  /** Beside the chair. */
  memberIds: readonly string[];
};

type By = Stamp & { actorId: string };

const streamOf = (id: string) => `panel-meeting:${id}` as const;

const peopleOf = ({ chairId, memberIds }: Pick<MeetingPlan, "chairId" | "memberIds">) => [
  ...new Set([chairId, ...memberIds]),
];

const columnsOf = ({ meetsOn, startsAt, place, chairId }: MeetingPlan) => ({
  meets_on: meetsOn,
  starts_at: startsAt,
  place,
  chair_id: chairId,
});

async function setMembers(tx: Tx, meetingId: string, people: readonly string[]): Promise<void> {
  await tx.deleteFrom("panel_meeting_member").where("meeting_id", "=", meetingId).execute();
  await tx
    .insertInto("panel_meeting_member")
    .values(people.map((person_id) => ({ meeting_id: meetingId, person_id })))
    .execute();
}

const tell = (
  tx: Tx,
  stamp: Stamp,
  people: readonly string[],
  kind: MessageKind,
  {
    id,
    version,
    due = null,
    link = paths.moderation.meeting(id),
  }: { id: string; version: number; due?: string | null; link?: string },
) =>
  addMessages(
    tx,
    stamp,
    people.map((to) => ({ to, kind, key: `${id}:${version}`, link, due })),
  );

/** Plans a meeting on the audits of a cycle and tells its members; answers its id. */
export async function planMeeting(
  tx: Tx,
  stamp: By,
  exerciseId: string,
  plan: MeetingPlan,
): Promise<string> {
  // Pressed twice, it is planned once: members would be told of two meetings at one time.
  await holdExercise(tx, exerciseId);
  const planned = await tx
    .selectFrom("panel_meeting")
    .select("id")
    .where("exercise_id", "=", exerciseId)
    .where("planned_by", "=", stamp.actorId)
    .where("meets_on", "=", plan.meetsOn)
    .where("starts_at", "=", plan.startsAt)
    .where("place", "=", plan.place)
    .where("state", "=", meetingMachine.first)
    .executeTakeFirst();
  if (planned) return planned.id;
  const id = newId();
  await tx
    .insertInto("panel_meeting")
    .values({
      id,
      exercise_id: exerciseId,
      ...columnsOf(plan),
      state: meetingMachine.first,
      planned_by: stamp.actorId,
      planned_at: stamp.at,
      begun_at: null,
      closed_at: null,
      cancelled_reason: "",
      notes: "",
      themes: "[]",
    })
    .execute();
  const people = peopleOf(plan);
  await setMembers(tx, id, people);
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "panel-meeting.planned",
    after: { exerciseId, ...plan },
  });
  await tell(tx, stamp, people, "panel-meeting", { id, version: 1, due: plan.meetsOn });
  return id;
}

type Held = Pick<PanelMeeting, "id" | "state" | "members">;

async function update(
  tx: Tx,
  { id }: { id: string },
  version: number,
  from: readonly MeetingState[],
  set: Record<string, string>,
): Promise<void> {
  mustChange(
    streamOf(id),
    await tx
      .updateTable("panel_meeting")
      .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", from)
      .executeTakeFirst(),
  );
}

/** Changes when, where and who; those who are of it now are told. Throws Conflict. */
export async function changeMeeting(
  tx: Tx,
  stamp: By,
  meeting: Held,
  { version, ...plan }: MeetingPlan & { version: number },
): Promise<void> {
  await update(tx, meeting, version, ["planned", "under-way"], columnsOf(plan));
  const people = peopleOf(plan);
  await setMembers(tx, meeting.id, people);
  await appendEvent(tx, stamp, {
    stream: streamOf(meeting.id),
    kind: "panel-meeting.changed",
    after: plan,
  });
  const { id } = meeting;
  const of = { id, version: version + 1 };
  const left = meeting.members.map((one) => one.id).filter((one) => !people.includes(one));
  // The meeting itself is closed to a moderator who is of it no more.
  const link = paths.moderation.meetings();
  await tell(tx, stamp, left, "panel-meeting-cancelled", { ...of, link });
  await tell(tx, stamp, people, "panel-meeting", { ...of, due: plan.meetsOn });
}

/** Cancels a planned meeting with a reason, and tells its members. Throws Conflict. */
export async function cancelMeeting(
  tx: Tx,
  stamp: Stamp,
  meeting: Held,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { from, to } = moves.cancel;
  await update(tx, meeting, version, from, { state: to, cancelled_reason: reason });
  await appendEvent(tx, stamp, {
    stream: streamOf(meeting.id),
    kind: "panel-meeting.cancelled",
    after: { state: to, reason },
  });
  const people = meeting.members.map(({ id }) => id);
  const of = { id: meeting.id, version: version + 1 };
  await tell(tx, stamp, people, "panel-meeting-cancelled", of);
}

/** Keeps what is written for the minutes until they are signed off. Throws Conflict. */
export async function writeMinutes(
  tx: Tx,
  stamp: By,
  meeting: { id: string },
  { version, notes, themes }: { version: number; notes: string; themes: readonly MeetingTheme[] },
): Promise<void> {
  const set = { notes, themes: JSON.stringify(themes) };
  await update(tx, meeting, version, moves["sign-off"].from, set);
  await appendEvent(tx, stamp, {
    stream: streamOf(meeting.id),
    kind: "panel-meeting.written",
    after: { notes, themes },
  });
}

/** Sets the next state of a meeting with what else changes, and says so. Throws Conflict. */
export async function moveMeetingOn(
  tx: Tx,
  stamp: By,
  meeting: { id: string },
  { version, move }: { version: number; move: "begin" | "sign-off" },
): Promise<void> {
  const { from, to } = moves[move];
  const at = move === "begin" ? "begun_at" : "closed_at";
  await update(tx, meeting, version, from, { state: to, [at]: stamp.at });
  await appendEvent(tx, stamp, {
    stream: streamOf(meeting.id),
    kind: move === "begin" ? "panel-meeting.begun" : "panel-meeting.signed-off",
    after: { state: to },
  });
}

const holdMeeting = (tx: Tx, meetingId: string) =>
  tx
    .updateTable("panel_meeting")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("id", "=", meetingId)
    .execute();

export type Addendum = { text: string; by: string /** UTC ISO instant. */; at: string };

/** Adds to minutes that are signed off; what was signed stays as it is, and the same words stand once. */
export async function addAddendum(
  tx: Tx,
  stamp: By,
  meetingId: string,
  text: string,
): Promise<void> {
  await holdMeeting(tx, meetingId);
  const before = await tx
    .selectFrom("panel_meeting_addendum")
    .select("id")
    .where("meeting_id", "=", meetingId)
    .where("made_by", "=", stamp.actorId)
    .where("text", "=", text)
    .executeTakeFirst();
  if (before) return;
  await tx
    .insertInto("panel_meeting_addendum")
    .values({ id: newId(), meeting_id: meetingId, text, made_by: stamp.actorId, made_at: stamp.at })
    .execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(meetingId),
    kind: "panel-meeting.added-to",
    after: { text },
  });
}

/** What was added to the minutes of a meeting, in the order it was. */
export const listAddenda = (db: Db, meetingId: string): Promise<Addendum[]> =>
  db
    .selectFrom("panel_meeting_addendum as addendum")
    .innerJoin("one_person as person", "person.record_id", "addendum.made_by")
    .select(["addendum.text", "person.name as by", "addendum.made_at as at"])
    .where("addendum.meeting_id", "=", meetingId)
    .orderBy("addendum.made_at")
    .execute();

export type MeetingWaiting = MeetingInList & {
  chairId: string;
  /** They are active and still of the panel. */
  canChair: boolean;
  exerciseId: string;
  /** Whether the reader sees to the cycle. */
  isLeads: boolean;
  /** UTC ISO instant; null before it has begun. */
  begunAt: string | null;
};

/** Meetings to be held or signed off: those that the reader is a member of, or all. */
export async function listMeetingsWaiting(
  db: Db,
  readerId: string,
  whose: "own" | "all",
): Promise<MeetingWaiting[]> {
  let waiting = query(db)
    .select(["meeting.begun_at as begunAt"])
    .select((eb) => eb.case().when(isSeenToBy(readerId)).then(1).else(0).end().as("isLeads"))
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom("role_grant")
            .select("role_grant.id")
            .whereRef("role_grant.person_id", "=", "chair.id")
            .where("chair.active", "=", 1)
            .where("role_grant.role", "in", panelRoles),
        )
        .as("canChair"),
    )
    .where("meeting.state", "in", ["planned", "under-way"])
    .orderBy("meeting.meets_on")
    .limit(100);
  if (whose === "own")
    waiting = waiting.where("meeting.id", "in", (eb) =>
      eb
        .selectFrom("panel_meeting_member")
        .select("meeting_id")
        .where("person_id", "in", recordsOf(readerId)),
    );
  const rows = await waiting.execute();
  return rows.map((row) => ({
    ...inList(row),
    chairId: row.chairId,
    canChair: Boolean(row.canChair),
    exerciseId: row.exerciseId,
    isLeads: row.isLeads === 1,
    begunAt: row.begunAt,
  }));
}
