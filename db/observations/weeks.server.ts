/**
 * Owns practice weeks as they are read, and the writes of their life.
 * Practice: what it came to is kept as it read when it was signed off; opened again, it is made anew.
 */
import { paths } from "~/paths";
import type { Access } from "~/rules/access/access";
import { monthOf } from "~/rules/core/dates";
import { type WeekState, weekMachine } from "~/rules/observations/practice-weeks";
import type { Report } from "~/rules/reports/blocks";
import { appendEvent } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { mustChange } from "../core/versions.server";
import { becomeWeek, movePlannedWeek, openPlannedWeekAgain } from "../exercises/planned.server";
import { addMessages } from "../messages/outbox.server";
import type { ObservationStamp } from "./observations.server";

const { first, moves } = weekMachine;

export const weekStream = (id: string) => `practice-week:${id}` as const;

export type PracticeWeek = {
  id: string;
  theme: string;
  startsOn: string;
  endsOn: string;
  leadId: string;
  leadName: string;
  state: WeekState;
  changes: string;
  leftOut: string[];
  summary: Report | null;
  closedAt: string | null;
  reason: string;
  plannedAt: string;
  version: number;
  access: Access;
};

const read = (db: Db) =>
  db
    .selectFrom("practice_week as week")
    .innerJoin("one_person as lead", "lead.record_id", "week.lead_id")
    .select(["week.id", "week.theme", "week.starts_on as startsOn", "week.ends_on as endsOn"])
    .select(["lead.id as leadId", "lead.name as leadName", "week.state", "week.changes"])
    .select(["week.left_out", "week.summary", "week.closed_at as closedAt", "week.reason"])
    .select(["week.planned_at as plannedAt", "week.version"]);

type Row = Awaited<ReturnType<ReturnType<typeof read>["execute"]>>[number];

const asWeek = ({ left_out, summary, ...row }: Row): PracticeWeek => ({
  ...row,
  leftOut: JSON.parse(left_out) as string[],
  summary: summary === null ? null : (JSON.parse(summary) as Report),
  access: { teamId: null, serviceId: null, people: { lead: [row.leadId] } },
});

export async function findWeek(db: Db, id: string): Promise<PracticeWeek | null> {
  const row = await read(db).where("week.id", "=", id).executeTakeFirst();
  return row ? asWeek(row) : null;
}

/** Of these states, the latest first: a theme and dates, for everyone who works here (practice-weeks.read). */
export const listWeeks = async (
  db: Db,
  states: readonly WeekState[],
  limit = 50,
): Promise<PracticeWeek[]> =>
  (
    await read(db)
      .where("week.state", "in", states)
      .orderBy("week.starts_on", "desc")
      .orderBy("week.id", "desc")
      .limit(limit)
      .execute()
  ).map(asWeek);

export type WeekPlan = { theme: string; startsOn: string; endsOn: string };

const columnsOf = ({ theme, startsOn, endsOn }: WeekPlan) => ({
  ...{ theme, starts_on: startsOn, ends_on: endsOn },
});

/** Plans one, from what the programme planned where that is given; answers its id. Throws Conflict. */
export async function planWeek(
  tx: Tx,
  stamp: ObservationStamp,
  plan: WeekPlan,
  plannedId: string | null,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("practice_week")
    .values({
      ...{ id, ...columnsOf(plan), lead_id: stamp.actorId, state: first, planned_at: stamp.at },
    })
    .execute();
  await appendEvent(tx, stamp, {
    stream: weekStream(id),
    kind: "practice-week.planned",
    after: plan,
  });
  await becomeWeek(tx, stamp, { id, month: monthOf(plan.startsOn) }, plannedId);
  return id;
}

type Held = Pick<PracticeWeek, "id">;

/** Throws Conflict. */
async function update(
  tx: Tx,
  { id }: Held,
  version: number,
  from: readonly WeekState[],
  set: Partial<{
    theme: string;
    starts_on: string;
    ends_on: string;
    state: WeekState;
    changes: string;
    left_out: string;
    summary: string | null;
    closed_by: string | null;
    closed_at: string | null;
    reason: string;
  }>,
): Promise<void> {
  mustChange(
    weekStream(id),
    await tx
      .updateTable("practice_week")
      .set((eb) => ({ ...set, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "in", from)
      .executeTakeFirst(),
  );
}

/** Throws Conflict. */
export async function changeWeek(
  tx: Tx,
  stamp: ObservationStamp,
  week: Held,
  { version, ...plan }: WeekPlan & { version: number },
): Promise<void> {
  await update(tx, week, version, moves.cancel.from, columnsOf(plan));
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.changed",
    after: plan,
  });
  await movePlannedWeek(tx, stamp, week.id, monthOf(plan.startsOn));
}

/** Everyone who has a part in the timetable. */
async function tellAll(
  tx: Tx,
  stamp: ObservationStamp,
  { id }: Held,
  kind: "practice-week-timetable" | "practice-week-cancelled",
): Promise<void> {
  const slots = await tx
    .selectFrom("practice_week_slot")
    .select(["by_id", "observed_id"])
    .where("week_id", "=", id)
    .execute();
  const people = new Set(slots.flatMap(({ by_id, observed_id }) => [by_id, observed_id ?? by_id]));
  const link = paths.practiceWeeks.one(id);
  await addMessages(
    tx,
    stamp,
    [...people].sort().map((to) => ({ to, kind, key: id, link })),
  );
}

/** Sends the timetable to everyone who has a part in it. Throws Conflict. */
export async function publishWeek(
  tx: Tx,
  stamp: ObservationStamp,
  week: Held,
  version: number,
): Promise<void> {
  const { from, to } = moves.publish;
  await update(tx, week, version, from, { state: to });
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.published",
    after: { state: to },
  });
  await tellAll(tx, stamp, week, "practice-week-timetable");
}

/** Signs off what it came to, as it reads inside this write. Throws Conflict. */
export async function closeWeek(
  tx: Tx,
  stamp: ObservationStamp,
  week: PracticeWeek,
  { version, changes, leftOut }: { version: number; changes: string; leftOut: readonly string[] },
  readSummary: (tx: Tx, week: PracticeWeek) => Promise<Report>,
): Promise<void> {
  const { from, to } = moves.close;
  const summary = await readSummary(tx, { ...week, changes, leftOut: [...leftOut] });
  await update(tx, week, version, from, {
    ...{ state: to, changes, left_out: JSON.stringify(leftOut) },
    ...{ summary: JSON.stringify(summary), closed_by: stamp.actorId, closed_at: stamp.at },
  });
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.closed",
    after: { state: to, changes },
  });
}

/** Opens it again, so that something late can be entered. Throws Conflict. */
export async function reopenWeek(
  tx: Tx,
  stamp: ObservationStamp,
  week: Held,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { from, to } = moves.reopen;
  await update(tx, week, version, from, {
    ...{ state: to, summary: null, closed_by: null, closed_at: null },
  });
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.reopened",
    after: { state: to, reason },
  });
}

/** Cancels it with a reason; what the programme planned is planned again. Throws Conflict. */
export async function cancelWeek(
  tx: Tx,
  stamp: ObservationStamp,
  week: Pick<PracticeWeek, "id" | "state">,
  { version, reason }: { version: number; reason: string },
): Promise<void> {
  const { from, to } = moves.cancel;
  await update(tx, week, version, from, { state: to, reason });
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.cancelled",
    after: { state: to, reason },
  });
  await openPlannedWeekAgain(tx, stamp, week.id);
  if (week.state === "published") await tellAll(tx, stamp, week, "practice-week-cancelled");
}
