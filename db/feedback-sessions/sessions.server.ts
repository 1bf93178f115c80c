/**
 * Owns feedback sessions: planning one, its briefing, its life, and finding them.
 * Practice: the briefing is kept as it was sent; each write asks for the version that was read.
 */
import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import { type SessionState, sessionMachine } from "~/rules/feedback-sessions/feedback-sessions";
import type { Report } from "~/rules/reports/blocks";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { addMessages } from "../messages/outbox.server";

const { moves } = sessionMachine;

/** What a planner says of a session. */
export type SessionPlan = {
  /** YYYY-MM-DD */
  heldOn: string;
  /** HH:MM in London. */
  startsAt: string;
  place: string;
  ledBy: string;
  /** YYYY-MM-DD */
  sinceOn: string;
};

export type FeedbackSession = SessionPlan & {
  id: string;
  state: SessionState;
  introduction: string;
  leftOut: string[];
  /** As it was sent; null before. */
  briefing: Report | null;
  others: number;
  cancelledReason: string;
  /** UTC ISO instants; null before. */
  sharedAt: string | null;
  recordedAt: string | null;
  plannedAt: string;
  version: number;
  access: Access;
};

const wholeCouncil: Access = { teamId: null, serviceId: null, people: {} };

const query = (db: Db) =>
  db
    .selectFrom("feedback_session as session")
    .select(["session.id", "session.held_on as heldOn", "session.starts_at as startsAt"])
    .select(["session.place", "session.led_by as ledBy", "session.since_on as sinceOn"])
    .select(["session.state", "session.planned_at as plannedAt", "session.others"]);

/** One session; null when there is none. */
export async function findSession(db: Db, sessionId: string): Promise<FeedbackSession | null> {
  const row = await query(db)
    .select(["session.introduction", "session.left_out as leftOut", "session.briefing"])
    .select(["session.cancelled_reason as cancelledReason", "session.shared_at as sharedAt"])
    .select(["session.recorded_at as recordedAt", "session.version"])
    .where("session.id", "=", sessionId)
    .executeTakeFirst();
  if (!row) return null;
  const { leftOut, briefing, ...rest } = row;
  return {
    ...rest,
    leftOut: JSON.parse(leftOut) as string[],
    briefing: briefing === null ? null : (JSON.parse(briefing) as Report),
    access: wholeCouncil,
  };
}

export type SessionInList = Pick<
  FeedbackSession,
  "id" | "heldOn" | "startsAt" | "place" | "ledBy" | "state" | "plannedAt"
> & { came: number; said: number };

const inList = (db: Db) =>
  query(db)
    .select((eb) =>
      eb
        .selectFrom("feedback_session_attendee as attendee")
        .select((one) => one.fn.countAll<number>().as("n"))
        .whereRef("attendee.session_id", "=", "session.id")
        .as("came"),
    )
    .select((eb) =>
      eb
        .selectFrom("feedback_session_point as point")
        .select((one) => one.fn.countAll<number>().as("n"))
        .whereRef("point.session_id", "=", "session.id")
        .as("said"),
    );

const counted = <T extends { came: unknown; said: unknown; others: number }>(row: T) => ({
  ...row,
  came: Number(row.came) + row.others,
  said: Number(row.said),
});

/** Sessions still to be held, the earliest first; those being prepared only for who runs them. */
export async function unscopedSessionsToCome(
  db: Db,
  { prepared }: { prepared: boolean },
): Promise<SessionInList[]> {
  const rows = await inList(db)
    .where("session.state", "in", prepared ? ["planned", "shared"] : ["shared"])
    .orderBy("session.held_on")
    .orderBy("session.id")
    .limit(20)
    .execute();
  return rows.map(counted);
}

/** Sessions that were held, the latest first; one more than `limit` where there are more. */
export async function unscopedHeldSessions(
  db: Db,
  { limit, offset }: { limit: number; offset: number },
): Promise<SessionInList[]> {
  const rows = await inList(db)
    .where("session.state", "=", "held")
    .orderBy("session.held_on", "desc")
    .orderBy("session.id", "desc")
    .limit(limit + 1)
    .offset(offset)
    .execute();
  return rows.map(counted);
}

/** The last session that was held before a day (YYYY-MM-DD), or of all; null where none was. */
export async function findLastHeld(
  db: Db,
  before = "9999-12-31",
): Promise<{ id: string; heldOn: string } | null> {
  const row = await db
    .selectFrom("feedback_session")
    .select(["id", "held_on as heldOn"])
    .where("state", "=", "held")
    .where("held_on", "<", before)
    .orderBy("held_on", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export type SessionStamp = Stamp & { actorId: string };

export const streamOf = (id: string) => `feedback-session:${id}` as const;

const columnsOf = ({ heldOn, startsAt, place, ledBy, sinceOn }: SessionPlan) => ({
  held_on: heldOn,
  starts_at: startsAt,
  place,
  led_by: ledBy,
  since_on: sinceOn,
});

/** Plans a session; answers its id. Pressed twice, it is planned once. */
export async function planSession(tx: Tx, stamp: SessionStamp, plan: SessionPlan): Promise<string> {
  const planned = await tx
    .selectFrom("feedback_session")
    .select("id")
    .where("state", "=", sessionMachine.first)
    .where("held_on", "=", plan.heldOn)
    .where("starts_at", "=", plan.startsAt)
    .where("planned_by", "=", stamp.actorId)
    .executeTakeFirst();
  if (planned) return planned.id;
  const id = newId();
  await tx
    .insertInto("feedback_session")
    .values({
      id,
      ...columnsOf(plan),
      state: sessionMachine.first,
      planned_by: stamp.actorId,
      planned_at: stamp.at,
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "feedback-session.planned",
    after: { ...plan },
  });
  return id;
}

type Held = Pick<FeedbackSession, "id">;

async function update(
  tx: Tx,
  { id }: Held,
  version: number,
  from: readonly SessionState[],
  set: Record<string, string | number>,
): Promise<void> {
  mustChange(
    streamOf(id),
    await tx
      .updateTable("feedback_session")
      .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", from)
      .executeTakeFirst(),
  );
}

/** Everyone who is active and whose roles read a briefing. */
const readers = (tx: Tx) =>
  tx
    .selectFrom("person")
    .select("person.id")
    .where("person.active", "=", 1)
    .where("person.id", "in", (eb) =>
      eb
        .selectFrom("role_grant")
        .select("role_grant.person_id")
        .where("role_grant.role", "not in", ["scrutiny", "partner", "administrator"]),
    )
    .orderBy("person.id")
    .execute();

async function tellReaders(
  tx: Tx,
  stamp: SessionStamp,
  kind: "feedback-session" | "feedback-session-cancelled",
  { id, version, heldOn }: { id: string; version: number; heldOn: string | null },
): Promise<void> {
  const people = await readers(tx);
  await addMessages(
    tx,
    stamp,
    people.map((person) => ({
      to: person.id,
      kind,
      key: `${id}:${version}`,
      link: paths.feedbackSessions.one(id),
      due: heldOn,
    })),
  );
}

/** Changes when, where and by whom; once its briefing is out, everyone is told again. Throws Conflict. */
export async function changeSession(
  tx: Tx,
  stamp: SessionStamp,
  session: Pick<FeedbackSession, "id" | "state">,
  { version, ...plan }: SessionPlan & { version: number },
): Promise<void> {
  await update(tx, session, version, [session.state], columnsOf(plan));
  await appendEvent(tx, stamp, {
    stream: streamOf(session.id),
    kind: "feedback-session.changed",
    after: { ...plan },
  });
  if (session.state === "shared")
    await tellReaders(tx, stamp, "feedback-session", {
      id: session.id,
      version: version + 1,
      heldOn: plan.heldOn,
    });
}

/** Keeps the introduction, and which lines are left out of the briefing. Throws Conflict. */
export async function prepareBriefing(
  tx: Tx,
  stamp: SessionStamp,
  session: Held,
  {
    version,
    introduction,
    leftOut,
  }: { version: number; introduction: string; leftOut: readonly string[] },
): Promise<void> {
  await update(tx, session, version, moves.share.from, {
    introduction,
    left_out: JSON.stringify(leftOut),
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(session.id),
    kind: "feedback-session.prepared",
    after: { introduction, leftOut: [...leftOut] },
  });
}

/** Sends the briefing as it reads inside this write, and tells everyone it is for. Throws Conflict. */
export async function shareSession(
  tx: Tx,
  stamp: SessionStamp,
  session: Pick<FeedbackSession, "id" | "heldOn">,
  version: number,
  read: (tx: Tx) => Promise<Report>,
): Promise<void> {
  const { from, to } = moves.share;
  const briefing = await read(tx);
  await update(tx, session, version, from, {
    state: to,
    shared_at: stamp.at,
    briefing: JSON.stringify(briefing),
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(session.id),
    kind: "feedback-session.shared",
    after: { state: to },
  });
  await tellReaders(tx, stamp, "feedback-session", {
    id: session.id,
    version: version + 1,
    heldOn: session.heldOn,
  });
}

/** Cancels a session that is to come, with a reason; who had its briefing is told. Throws Conflict. */
export async function cancelSession(
  tx: Tx,
  stamp: SessionStamp,
  session: Pick<FeedbackSession, "id" | "state">,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { from, to } = moves.cancel;
  await update(tx, session, version, from, { state: to, cancelled_reason: reason });
  await appendEvent(tx, stamp, {
    stream: streamOf(session.id),
    kind: "feedback-session.cancelled",
    after: { state: to, reason },
  });
  if (session.state === "shared")
    await tellReaders(tx, stamp, "feedback-session-cancelled", {
      id: session.id,
      version: version + 1,
      heldOn: null,
    });
}

/** Says that a session took place; `others` came beside those who are named. Throws Conflict. */
export async function recordHeld(
  tx: Tx,
  stamp: SessionStamp,
  session: Held,
  { version, others }: { version: number; others: number },
): Promise<void> {
  const { from, to } = moves.hold;
  await update(tx, session, version, [...from, to], {
    state: to,
    others,
    recorded_at: stamp.at,
  });
  await appendEvent(tx, stamp, {
    stream: streamOf(session.id),
    kind: "feedback-session.held",
    after: { state: to, others },
  });
}
