/**
 * Owns what the meetings look at in the learning log, and their minutes.
 * Practice: actions above the level of a child, by what they say; those for a child as counts alone.
 */
import { type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { DuePrecision } from "~/rules/core/due";
import type { ActionStatus } from "~/rules/learning-log/learning-log";
import { unfinishedStatuses } from "~/rules/learning-log/learning-log";
import type { LogMeeting, Looked } from "~/rules/learning-log/meetings";
import type { Report } from "~/rules/reports/blocks";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import type { Schema } from "../core/schema";
import { countAll } from "../core/scope.server";
import { mustChange } from "../core/versions.server";
import { isLive } from "./action-sight.server";

export type MeetingAction = {
  id: string;
  reference: number;
  what: string;
  owner: string;
  place: string;
  dueOn: string | null;
  duePrecision: DuePrecision;
  status: ActionStatus;
  /** When it was last spoken of, or raised. */
  lastAt: string;
  impact: string;
  closingReason: string;
};

const most = 30;

const lastSaid = sql<string>`coalesce((select max(u.at) from action_update as u
  where u.action_id = action.id), action.raised_at)`;

const aboveChild = (db: Db) =>
  db
    .selectFrom("action")
    .leftJoin("one_person as owner", "owner.record_id", "action.owner_id")
    .leftJoin("team", "team.id", "action.team_id")
    .leftJoin("service", "service.id", "action.service_id")
    .select(["action.id", "action.reference", "action.what", "action.status", "owner.name"])
    .select(["action.owner_role as ownerRole", "team.name as teamName"])
    .select(["service.name as serviceName", "action.due_on as dueOn", "action.impact"])
    .select(["action.due_precision as duePrecision", "action.closing_reason as closingReason"])
    .select(lastSaid.as("lastAt"))
    .where("action.level", "<>", "child")
    .where((eb) => isLive(eb as never));
type Query = ReturnType<typeof aboveChild>;

async function read(query: Query): Promise<{ actions: MeetingAction[]; more: boolean }> {
  const rows = await query.limit(most + 1).execute();
  const actions = rows.slice(0, most).map(({ name, ownerRole, teamName, serviceName, ...row }) => ({
    ...row,
    status: row.status as ActionStatus,
    owner: name ?? ownerRole,
    place: teamName ?? serviceName ?? "The whole council",
  }));
  return { actions, more: rows.length > most };
}

/** What is overdue, due, stuck, and ended since the last meeting, the first of each. */
export async function findForMeeting(db: Db, today: string, { since, until, stuckSince }: Looked) {
  const unfinished = () => aboveChild(db).where("action.status", "in", unfinishedStatuses);
  const byDate = (query: Query) => query.orderBy("action.due_on").orderBy("action.reference");
  const [overdue, due, stuck, ended] = await Promise.all([
    read(byDate(unfinished().where("action.due_on", "<", today))),
    read(
      byDate(unfinished().where("action.due_on", ">=", today).where("action.due_on", "<=", until)),
    ),
    read(
      aboveChild(db)
        .where("action.status", "in", [...unfinishedStatuses, "completed"])
        .where((eb) => eb.or([eb("action.due_on", "is", null), eb("action.due_on", ">", until)]))
        .where(lastSaid, "<", stuckSince)
        .orderBy(lastSaid)
        .orderBy("action.reference"),
    ),
    read(
      aboveChild(db)
        .where("action.status", "in", ["verified", "not-achieved", "superseded"])
        .where("action.id", "in", (eb) =>
          eb
            .selectFrom("action_update as u")
            .select("u.action_id")
            .where(sql<SqlBool>`u.kind in ('verified', 'not-achieved', 'superseded')`)
            .where("u.at", ">=", since),
        )
        .orderBy("action.reference", "desc"),
    ),
  ]);
  return { overdue, due, stuck, ended };
}

type Actions = SelectQueryBuilder<Schema, "action", Record<never, never>>;

/** What is not over yet, counted by theme above the level of a child, and by service for children. */
export async function unscopedStandings(db: Db, today: string) {
  const counts = (query: Actions) =>
    query
      .where("action.status", "in", [...unfinishedStatuses, "completed"])
      .where((eb) => isLive(eb))
      .select([
        countAll.as("all"),
        sql<number>`cast(sum(case when action.status = 'completed' then 1 else 0 end) as integer)`.as(
          "toVerify",
        ),
        sql<number>`cast(sum(case when action.status <> 'completed' and action.due_on < ${today}
          then 1 else 0 end) as integer)`.as("overdue"),
      ]);
  const whole = db.selectFrom("action") as unknown as Actions;
  const themes = await counts(whole.where("action.level", "<>", "child"))
    .select("action.theme")
    .groupBy("action.theme")
    .execute();
  const children = await counts(whole.where("action.level", "=", "child"))
    .select("action.service_id as serviceId")
    .groupBy("action.service_id")
    .execute();
  const standing = (row: { all: number; toVerify: number; overdue: number }) => ({
    open: row.all - row.toVerify,
    overdue: row.overdue,
    toVerify: row.toVerify,
  });
  return {
    themes: themes.map(({ theme, ...row }) => ({ theme, ...standing(row) })),
    children: children.map(({ serviceId, ...row }) => ({ serviceId, ...standing(row) })),
  };
}

/** What was learnt since a day, the latest first. */
export const listBegunSince = (db: Db, since: string, ids = 20) =>
  db
    .selectFrom("learning")
    .select(["id", "reference", "what"])
    .where("merged_into_id", "is", null)
    .where("begun_at", ">=", since)
    .orderBy("begun_at", "desc")
    .orderBy("reference", "desc")
    .limit(ids)
    .execute();

export type Minutes = {
  id: string;
  meeting: LogMeeting;
  metOn: string;
  report: Report;
  by: string;
};

/** Keeps minutes, once a meeting and day: a second time is a duplicate. Returns their id. */
export async function keepMinutes(
  tx: Tx,
  stamp: Stamp,
  minutes: { meeting: LogMeeting; metOn: string; report: Report },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("log_minutes")
    .values({
      ...{ id, meeting: minutes.meeting, met_on: minutes.metOn },
      report: JSON.stringify(minutes.report),
      ...{ kept_by: stamp.actorId, kept_at: stamp.at },
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: `log-minutes:${id}`,
    kind: "log-minutes.kept",
    after: { meeting: minutes.meeting, metOn: minutes.metOn },
  });
  return id;
}

/**
 * Keeps minutes with what was added to them; throws Conflict where someone else added something since
 * they were read.
 */
export async function addToMinutes(
  tx: Tx,
  stamp: Stamp,
  before: Minutes,
  { report, added }: { report: Report; added: string },
): Promise<void> {
  const stream = `log-minutes:${before.id}` as const;
  const saved = await tx
    .updateTable("log_minutes")
    .set({ report: JSON.stringify(report) })
    .where("id", "=", before.id)
    .where("report", "=", JSON.stringify(before.report))
    .executeTakeFirst();
  mustChange(stream, saved);
  await appendEvent(tx, stamp, { stream, kind: "log-minutes.added-to", after: { added } });
}

export async function findMinutes(db: Db, id: string): Promise<Minutes | null> {
  const row = await db
    .selectFrom("log_minutes")
    .leftJoin("one_person as by", "by.record_id", "log_minutes.kept_by")
    .select(["log_minutes.id", "meeting", "met_on as metOn", "report", "by.name"])
    .where("log_minutes.id", "=", id)
    .executeTakeFirst();
  if (!row) return null;
  const { name, report, meeting, ...own } = row;
  return { ...own, meeting: meeting as LogMeeting, report: JSON.parse(report), by: name ?? "" };
}

/** The last minutes of a meeting, the latest first. */
export const unscopedMinutes = (db: Db, meeting: LogMeeting, limit = 12) =>
  db
    .selectFrom("log_minutes")
    .select(["id", "met_on as metOn"])
    .where("meeting", "=", meeting)
    .orderBy("met_on", "desc")
    .limit(limit)
    .execute();
