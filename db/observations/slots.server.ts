/**
 * Owns the timetable of practice weeks: who does what, when and where, and what came of it.
 * Practice: a part of which something was entered stays; whose part changes after the timetable is out
 * is told.
 */
import { paths } from "~/paths";
import { type ObservationState, standingObservations } from "~/rules/observations/observations";
import {
  type SlotKind,
  type SlotOutcome,
  type SlotState,
  slotMachine,
  type WeekState,
  weekMachine,
} from "~/rules/observations/practice-weeks";
import { appendEvent } from "../core/events.server";
import { newId } from "../core/ids.server";
import { recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";
import { addMessages } from "../messages/outbox.server";
import type { ObservationStamp } from "./observations.server";
import { weekStream } from "./weeks.server";

const { first, moves } = slotMachine;

export type WeekSlot = {
  id: string;
  weekId: string;
  day: string;
  startsAt: string;
  kind: SlotKind;
  about: string;
  place: string;
  byId: string;
  byName: string;
  teamId: string | null;
  teamName: string | null;
  observedId: string | null;
  observedName: string | null;
  exerciseId: string | null;
  exerciseTitle: string | null;
  state: SlotState;
  note: string;
  version: number;
};

const read = (db: Db) =>
  db
    .selectFrom("practice_week_slot as slot")
    .innerJoin("one_person as doer", "doer.record_id", "slot.by_id")
    .leftJoin("team", "team.id", "slot.team_id")
    .leftJoin("one_person as seen", "seen.record_id", "slot.observed_id")
    .leftJoin("exercise", "exercise.id", "slot.exercise_id")
    .select(["slot.id", "slot.week_id as weekId", "slot.day", "slot.starts_at as startsAt"])
    .select(["slot.kind", "slot.about", "slot.place", "doer.id as byId", "doer.name as byName"])
    .select(["team.id as teamId", "team.name as teamName", "seen.id as observedId"])
    .select(["seen.name as observedName", "exercise.id as exerciseId"])
    .select(["exercise.title as exerciseTitle", "slot.state", "slot.note", "slot.version"]);

export const listSlots = (db: Db, weekId: string): Promise<WeekSlot[]> =>
  read(db)
    .where("slot.week_id", "=", weekId)
    .orderBy("slot.day")
    .orderBy("slot.starts_at")
    .orderBy("slot.id")
    .execute();

/** What someone has to do, or is observed in, of timetables that are out; the next first. */
export async function listOwnSlots(
  db: Db,
  personId: string,
  part: "by" | "observed",
): Promise<(WeekSlot & { theme: string })[]> {
  return read(db)
    .innerJoin("practice_week as week", "week.id", "slot.week_id")
    .select("week.theme")
    .where(part === "by" ? "slot.by_id" : "slot.observed_id", "in", recordsOf(personId))
    .where("slot.state", "=", first)
    .where("week.state", "=", out)
    .orderBy("slot.day")
    .orderBy("slot.starts_at")
    .limit(50)
    .execute();
}

export type SlotPlan = Pick<
  WeekSlot,
  "day" | "startsAt" | "kind" | "about" | "place" | "byId" | "teamId" | "observedId" | "exerciseId"
>;

const columnsOf = (slot: SlotPlan) => ({
  ...{ day: slot.day, starts_at: slot.startsAt, kind: slot.kind, about: slot.about },
  ...{ place: slot.place, by_id: slot.byId, team_id: slot.teamId },
  ...{ observed_id: slot.observedId, exercise_id: slot.exerciseId },
});

type Week = { id: string; state: WeekState };

/** Holds the week in a state in which its timetable can change. Throws Conflict. */
async function holdWeek(tx: Tx, { id }: Week, states: readonly WeekState[]): Promise<void> {
  mustChange(
    weekStream(id),
    await tx
      .updateTable("practice_week")
      .set((eb) => ({ version: eb.ref("version") }))
      .where("id", "=", id)
      .where("state", "in", states)
      .executeTakeFirst(),
  );
}

/** A timetable that is out. */
const out = weekMachine.moves.publish.to;
/** Those that can still be cancelled can be changed. */
const open = weekMachine.moves.cancel.from;

async function tellDoer(
  tx: Tx,
  stamp: ObservationStamp,
  week: Week,
  { byId, observedId }: SlotPlan,
  key: string,
): Promise<void> {
  if (week.state !== out) return;
  const link = paths.practiceWeeks.one(week.id);
  await addMessages(
    tx,
    stamp,
    [...new Set([byId, observedId ?? byId])].map((to) => ({
      ...{ to, kind: "practice-week-timetable" as const, key, link },
    })),
  );
}

/** The same part added twice in one press stands once. Throws Conflict. */
export async function addSlot(
  tx: Tx,
  stamp: ObservationStamp,
  week: Week,
  slot: SlotPlan,
): Promise<string> {
  await holdWeek(tx, week, open);
  const there = (await listSlots(tx, week.id)).find(
    (one) =>
      one.day === slot.day &&
      one.startsAt === slot.startsAt &&
      one.byId === slot.byId &&
      one.kind === slot.kind &&
      one.about === slot.about,
  );
  if (there) return there.id;
  const id = newId();
  await tx
    .insertInto("practice_week_slot")
    .values({ id, week_id: week.id, state: first, ...columnsOf(slot) })
    .execute();
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.timetable-changed",
    after: { day: slot.day, kind: slot.kind },
  });
  await tellDoer(tx, stamp, week, slot, `${week.id}:${id}`);
  return id;
}

/** Throws Conflict. */
export async function changeSlot(
  tx: Tx,
  stamp: ObservationStamp,
  week: Week,
  before: WeekSlot,
  version: number,
  slot: SlotPlan,
): Promise<void> {
  const { id } = before;
  await holdWeek(tx, week, open);
  mustChange(
    weekStream(week.id),
    await tx
      .updateTable("practice_week_slot")
      .set((eb) => ({ ...columnsOf(slot), version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "=", first)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.timetable-changed",
    after: { day: slot.day, kind: slot.kind },
  });
  for (const one of [before, slot])
    await tellDoer(tx, stamp, week, one, `${week.id}:${id}:${version + 1}`);
}

/** Takes a part out of the timetable of which nothing was entered. Throws Conflict. */
export async function removeSlot(
  tx: Tx,
  stamp: ObservationStamp,
  week: Week,
  slot: WeekSlot,
  version: number,
): Promise<void> {
  const { id } = slot;
  await holdWeek(tx, week, open);
  const begun = await tx
    .selectFrom("observation")
    .select("id")
    .where("slot_id", "=", id)
    .executeTakeFirst();
  if (begun) throw new Conflict(weekStream(week.id));
  const gone = await tx
    .deleteFrom("practice_week_slot")
    .where("id", "=", id)
    .where("version", "=", version)
    .where("state", "=", first)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Conflict(weekStream(week.id));
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.timetable-changed",
  });
  await tellDoer(tx, stamp, week, slot, `${week.id}:${id}:removed`);
}

/** Says that it happened and what came of it, or why not. Throws Conflict. */
export async function sayOfSlot(
  tx: Tx,
  stamp: ObservationStamp,
  week: Week,
  { id }: Pick<WeekSlot, "id">,
  said: { version: number; outcome: SlotOutcome; note: string },
): Promise<void> {
  await holdWeek(tx, week, [out]);
  const { from, to } = moves[said.outcome];
  mustChange(
    weekStream(week.id),
    await tx
      .updateTable("practice_week_slot")
      .set((eb) => ({ state: to, note: said.note, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", said.version)
      .where("state", "in", from)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream: weekStream(week.id),
    kind: "practice-week.part-told",
    after: { id, outcome: said.outcome },
  });
}

/**
 * The observation that someone has begun from a part, whatever became of it but withdrawn: their own,
 * since a part that was given to someone else meanwhile is theirs to write down.
 */
export async function findObservationOfSlot(
  db: Db,
  slotId: string,
  observerId: string,
): Promise<{ id: string; state: ObservationState } | null> {
  const row = await db
    .selectFrom("observation")
    .select(["id", "state"])
    .where("slot_id", "=", slotId)
    .where("observer_id", "in", recordsOf(observerId))
    .where("state", "in", standingObservations)
    .orderBy("begun_at")
    .executeTakeFirst();
  return row ?? null;
}

/** Holds the week while something is entered of it. Throws Conflict. */
export const holdForCapture = (tx: Tx, week: Week): Promise<void> => holdWeek(tx, week, [out]);
