/**
 * Owns what is planned for a year before it is an exercise: made, moved, begun, missed, removed.
 * Practice: it is linked to the exercise that it became, and stands open again where that is
 * cancelled; what was removed is kept, so that the rhythm never brings it back.
 */
import type { Access } from "~/rules/access/access";
import type { ExerciseKind } from "~/rules/exercises/exercises";
import {
  followingTitle,
  type PlannedOutcome,
  plannedTitle,
  type WeekState,
} from "~/rules/exercises/programme";
import { appendEvent, type Stamp } from "../core/events.server";
import { newId } from "../core/ids.server";
import type { Db, Tx } from "../core/open.server";
import { Conflict, mustChange } from "../core/versions.server";

export type PlannedExercise = {
  id: string;
  kind: ExerciseKind;
  title: string;
  /** YYYY-MM */
  month: string;
  serviceId: string | null;
  serviceName: string | null;
  ownerId: string;
  ownerName: string;
  ownerActive: boolean;
  exerciseId: string | null;
  /** The practice week that it became, and how far that is. */
  weekId: string | null;
  weekState: WeekState | null;
  promptedById: string | null;
  outcome: PlannedOutcome | null;
  outcomeReason: string;
  outcomeBy: string | null;
  outcomeAt: string | null;
  version: number;
};

const read = (db: Db) =>
  db
    .selectFrom("planned_exercise")
    .innerJoin("one_person as owner", "owner.record_id", "planned_exercise.owner_id")
    .leftJoin("service", "service.id", "planned_exercise.service_id")
    .leftJoin("practice_week as week", "week.id", "planned_exercise.practice_week_id")
    .leftJoin("one_person as teller", "teller.record_id", "planned_exercise.outcome_by")
    .select(["planned_exercise.id", "kind", "title", "month", "service_id as serviceId"])
    .select(["service.name as serviceName", "owner.id as ownerId", "owner.name as ownerName"])
    .select(["owner.active as ownerActive", "exercise_id as exerciseId"])
    .select(["week.id as weekId", "week.state as weekState"])
    .select(["prompted_by_id as promptedById", "outcome", "outcome_reason as outcomeReason"])
    .select(["teller.name as outcomeBy", "outcome_at as outcomeAt", "planned_exercise.version"])
    .where("removed_at", "is", null);

type Row = Awaited<ReturnType<ReturnType<typeof read>["execute"]>>[number];

const asPlanned = (row: Row): PlannedExercise => ({
  ...row,
  kind: row.kind as ExerciseKind,
  ownerActive: row.ownerActive === 1,
});

export type GuardedPlanned = PlannedExercise & { access: Access };

/** One that was not removed, with who leads it. */
export async function findPlanned(db: Db, id: string): Promise<GuardedPlanned | null> {
  const row = await read(db).where("planned_exercise.id", "=", id).executeTakeFirst();
  if (!row) return null;
  const planned = asPlanned(row);
  return {
    ...planned,
    access: { teamId: null, serviceId: planned.serviceId, people: { lead: [planned.ownerId] } },
  };
}

/** One of this kind that is no exercise yet; null for any other id. */
export async function findToBegin(
  db: Db,
  kind: ExerciseKind,
  id: string | null,
): Promise<GuardedPlanned | null> {
  const planned = id ? await findPlanned(db, id) : null;
  return planned && planned.kind === kind && planned.exerciseId === null ? planned : null;
}

/** Those of these months (YYYY-MM, both included) that are no exercise yet. */
export async function unscopedPlannedAhead(
  db: Db,
  { from, to }: { from: string; to: string },
): Promise<PlannedExercise[]> {
  const rows = await read(db)
    .where("month", ">=", from)
    .where("month", "<=", to)
    .where("exercise_id", "is", null)
    .orderBy("month")
    .orderBy("title")
    .orderBy("planned_exercise.id")
    .execute();
  return rows.map(asPlanned);
}

/** Those of a month over that nobody has begun nor answered for, the longest ago first. */
export async function unscopedNotBegun(
  db: Db,
  thisMonth: string,
  limit: number,
): Promise<PlannedExercise[]> {
  const rows = await read(db)
    .where("month", "<", thisMonth)
    .where("exercise_id", "is", null)
    .where("practice_week_id", "is", null)
    .where("outcome", "is", null)
    .orderBy("month")
    .orderBy("planned_exercise.id")
    .limit(limit)
    .execute();
  return rows.map(asPlanned);
}

/** What the rhythm asks whether it is there: everything planned of these months, or made for them. */
export async function unscopedSlotsThere(db: Db, { from, to }: { from: string; to: string }) {
  const all = db
    .selectFrom("planned_exercise")
    .select(["id", "kind", "service_id as serviceId", "month", "slot", "removed_at"]);
  // Asked apart, so that each is led to by its own index.
  const [ofMonths, ofSlots] = await Promise.all([
    all.where("month", ">=", from).where("month", "<=", to).execute(),
    // A slot begins with its month; ";" comes right after ":".
    all.where("slot", ">=", from).where("slot", "<", `${to};`).execute(),
  ]);
  const rows = [...new Map([...ofMonths, ...ofSlots].map((row) => [row.id, row])).values()];
  return rows.map(({ id, removed_at, ...row }) => ({
    ...row,
    kind: row.kind as ExerciseKind,
    removed: removed_at !== null,
  }));
}

export type NewPlanned = {
  kind: ExerciseKind;
  title: string;
  /** YYYY-MM */
  month: string;
  serviceId: string | null;
  ownerId: string;
  slot?: string;
  promptedById?: string;
};

/**
 * Adds what is planned, in the order given; answers their ids. Two at once with the same slot: the
 * second fails.
 */
export async function addPlanned(
  tx: Tx,
  stamp: Stamp,
  list: readonly NewPlanned[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const one of list) {
    const id = newId();
    ids.push(id);
    await tx
      .insertInto("planned_exercise")
      .values({
        id,
        kind: one.kind,
        title: one.title,
        month: one.month,
        service_id: one.serviceId,
        owner_id: one.ownerId,
        slot: one.slot ?? null,
        prompted_by_id: one.promptedById ?? null,
      })
      .execute();
    await appendEvent(tx, stamp, { stream: `planned:${id}`, kind: "planned.added", after: one });
  }
  return ids;
}

const streamOf = (id: string) => `planned:${id}` as const;

/** Changes one that was read at `version` and is no exercise yet; else throws Conflict. */
async function change(
  tx: Tx,
  { id, version }: { id: string; version: number },
  set: Partial<{
    title: string;
    month: string;
    service_id: string | null;
    owner_id: string;
    outcome: PlannedOutcome | null;
    outcome_reason: string;
    outcome_by: string | null;
    outcome_at: string | null;
    removed_at: string;
  }>,
): Promise<void> {
  const result = await tx
    .updateTable("planned_exercise")
    .set({ ...set, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .where("exercise_id", "is", null)
    .where("practice_week_id", "is", null)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  mustChange(streamOf(id), result);
}

export type PlannedChange = {
  title: string;
  month: string;
  serviceId: string | null;
  ownerId: string;
};

export async function changePlanned(
  tx: Tx,
  stamp: Stamp,
  before: PlannedExercise,
  after: PlannedChange,
  version: number,
): Promise<void> {
  await change(
    tx,
    { id: before.id, version },
    {
      title: after.title,
      month: after.month,
      service_id: after.serviceId,
      owner_id: after.ownerId,
    },
  );
  const { title, month, serviceId, ownerId } = before;
  await appendEvent(tx, stamp, {
    stream: streamOf(before.id),
    kind: month === after.month ? "planned.changed" : "planned.moved",
    before: { title, month, serviceId, ownerId },
    after,
  });
}

/** Keeps why it was missed, or what was done outside; who says so, and when. */
export async function answerForPlanned(
  tx: Tx,
  stamp: Stamp,
  { id, version }: { id: string; version: number },
  { outcome, reason }: { outcome: PlannedOutcome; reason: string },
): Promise<void> {
  await change(
    tx,
    { id, version },
    { outcome, outcome_reason: reason, outcome_by: stamp.actorId, outcome_at: stamp.at },
  );
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: outcome === "missed" ? "planned.missed" : "planned.held",
    after: { reason },
  });
}

/** Takes back what was said of it: it is planned again. */
export async function reopenPlanned(
  tx: Tx,
  stamp: Stamp,
  { id, version, outcome, outcomeReason }: PlannedExercise,
): Promise<void> {
  const nothing = { outcome: null, outcome_reason: "", outcome_by: null, outcome_at: null };
  await change(tx, { id, version }, nothing);
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "planned.taken-back",
    before: { outcome, reason: outcomeReason },
  });
}

export async function removePlanned(
  tx: Tx,
  stamp: Stamp,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await change(tx, { id, version }, { removed_at: stamp.at });
  await appendEvent(tx, stamp, { stream: streamOf(id), kind: "planned.removed" });
}

type Begun = {
  id: string;
  kind: ExerciseKind;
  month: string;
  serviceId: string | null;
};

/**
 * Links a new exercise to what was planned: to the one it was planned from, else to the only one
 * of its kind, service and month. Throws Conflict where someone else has begun that one meanwhile.
 */
export async function beginPlanned(
  tx: Tx,
  stamp: Stamp,
  exercise: Begun,
  plannedId: string | null,
): Promise<void> {
  const id = plannedId ?? (await findOnlyOne(tx, exercise));
  if (id === null) return;
  const nothing = { outcome: null, outcome_reason: "", outcome_by: null, outcome_at: null };
  const result = await tx
    .updateTable("planned_exercise")
    .set((eb) => ({ exercise_id: exercise.id, ...nothing, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("kind", "=", exercise.kind)
    .where("exercise_id", "is", null)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  if (result.numUpdatedRows === 0n) throw new Conflict(streamOf(id));
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "planned.begun",
    after: { exerciseId: exercise.id },
  });
}

async function findOnlyOne(tx: Tx, exercise: Begun): Promise<string | null> {
  const [only, ...others] = await tx
    .selectFrom("planned_exercise")
    .select("id")
    .where("month", "=", exercise.month)
    .where("kind", "=", exercise.kind)
    .where("service_id", exercise.serviceId === null ? "is" : "=", exercise.serviceId)
    .where("exercise_id", "is", null)
    .where("practice_week_id", "is", null)
    .where("outcome", "is", null)
    .where("removed_at", "is", null)
    .limit(2)
    .execute();
  return only && others.length === 0 ? only.id : null;
}

/**
 * Links a new practice week to what was planned: to the one it was planned from, else to the only one
 * of its month; where there is none, to a place of its own, so that the year shows every week. Throws
 * Conflict where someone else has begun that one meanwhile.
 */
export async function becomeWeek(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  week: { id: string; month: string },
  plannedId: string | null,
): Promise<void> {
  const asked = { id: week.id, kind: "practice-week" as const, month: week.month, serviceId: null };
  const id =
    plannedId ?? (await findOnlyOne(tx, asked)) ?? (await addPlaceOfWeek(tx, stamp, week.month));
  const nothing = { outcome: null, outcome_reason: "", outcome_by: null, outcome_at: null };
  const result = await tx
    .updateTable("planned_exercise")
    .set((eb) => ({ practice_week_id: week.id, ...nothing, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .where("kind", "=", "practice-week")
    .where("practice_week_id", "is", null)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  if (result.numUpdatedRows === 0n) throw new Conflict(streamOf(id));
  await appendEvent(tx, stamp, {
    stream: streamOf(id),
    kind: "planned.begun",
    after: { practiceWeekId: week.id },
  });
}

/** It is called by its month: a theme is told once the timetable is out. */
async function addPlaceOfWeek(
  tx: Tx,
  stamp: Stamp & { actorId: string },
  month: string,
): Promise<string> {
  const kind = "practice-week";
  const [id = ""] = await addPlanned(tx, stamp, [
    { kind, month, title: plannedTitle(kind, month), serviceId: null, ownerId: stamp.actorId },
  ]);
  return id;
}

/** What became a practice week moves with it to the month (YYYY-MM) it is held in. */
export async function movePlannedWeek(
  tx: Tx,
  stamp: Stamp,
  weekId: string,
  month: string,
): Promise<void> {
  const moved = await tx
    .selectFrom("planned_exercise")
    .select(["id", "title", "month"])
    .where("practice_week_id", "=", weekId)
    .where("month", "<>", month)
    .execute();
  for (const { id, ...before } of moved) {
    const was = plannedTitle("practice-week", before.month);
    const title = followingTitle(before.title, was, plannedTitle("practice-week", month));
    await tx
      .updateTable("planned_exercise")
      .set((eb) => ({ month, title, version: eb("version", "+", 1) }))
      .where("id", "=", id)
      .execute();
    await appendEvent(tx, stamp, {
      stream: streamOf(id),
      kind: "planned.moved",
      before,
      after: { month, title },
    });
  }
}

/** What became a practice week that is cancelled is planned again. */
export async function openPlannedWeekAgain(tx: Tx, stamp: Stamp, weekId: string): Promise<void> {
  const rows = await tx
    .updateTable("planned_exercise")
    .set((eb) => ({ practice_week_id: null, version: eb("version", "+", 1) }))
    .where("practice_week_id", "=", weekId)
    .returning("id")
    .execute();
  for (const { id } of rows)
    await appendEvent(tx, stamp, {
      stream: streamOf(id),
      kind: "planned.open-again",
      before: { practiceWeekId: weekId },
    });
}

/** What became an exercise that is cancelled is planned again. */
export async function openPlannedAgain(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const rows = await tx
    .updateTable("planned_exercise")
    .set((eb) => ({ exercise_id: null, version: eb("version", "+", 1) }))
    .where("exercise_id", "=", exerciseId)
    .returning("id")
    .execute();
  for (const { id } of rows) {
    await appendEvent(tx, stamp, {
      stream: streamOf(id),
      kind: "planned.open-again",
      before: { exerciseId },
    });
  }
}
