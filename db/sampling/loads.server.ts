/**
 * Owns how many audits auditors have, in an exercise and over its year, and what was expected.
 * Practice: actual is counted from audits that are not withdrawn, never stored; the year is the
 * calendar year of the programme.
 */

import { isNotWithdrawn } from "../core/counted.server";
import { oncePerExercise, recordsOf } from "../core/one-person.server";
import type { Db, Tx } from "../core/open.server";
import { countAll } from "../core/scope.server";
import { Conflict } from "../core/versions.server";
import { holdExercise } from "../exercises/exercises.server";

/** How many audits of the exercise each auditor has, by person. */
export async function countLoads(db: Db, exerciseId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .select(["auditor.id", countAll.as("count")])
    .where("exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .groupBy("auditor.id")
    .execute();
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/**
 * That these auditors, who have just been given audits in this transaction, have no more of the
 * exercise than their maximum. Whoever gives audits out at the same time waits here, and then counts
 * what the other gave. Throws Conflict when someone has too many.
 */
export async function mustHaveRoom(
  tx: Tx,
  exerciseId: string,
  auditorIds: readonly string[],
): Promise<void> {
  if (auditorIds.length === 0) return;
  await holdExercise(tx, exerciseId);
  const loads = await countLoads(tx, exerciseId);
  const members = await tx
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select(["person.id", "maximum"])
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "auditor")
    .where("person.id", "in", [...new Set(auditorIds)])
    .where(oncePerExercise())
    .execute();
  if (members.some(({ id, maximum }) => (loads.get(id) ?? 0) > maximum)) {
    throw new Conflict(`exercise:${exerciseId}`);
  }
}

export type YearLoad = { expected: number; load: number };

/**
 * The core cycles of one year up to a month (YYYY-MM) and released, and this one: how many audits
 * were expected of each auditor and how many they have or had. By person.
 */
export async function listYearLoads(
  db: Db,
  exercise: { id: string; month: string },
): Promise<Map<string, YearLoad>> {
  const cycles = db
    .selectFrom("exercise")
    .select("exercise.id")
    .where("exercise.graded", "=", 1)
    .where("exercise.month", ">=", `${exercise.month.slice(0, 4)}-01`)
    .where("exercise.month", "<=", exercise.month)
    .where((eb) =>
      eb.or([
        eb("exercise.state", "in", ["auditing", "moderating", "closed"]),
        eb("exercise.id", "=", exercise.id),
      ]),
    );
  const expected = await db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select((eb) => ["person.id", eb.cast<number>(eb.fn.sum("expected"), "integer").as("expected")])
    .where("part", "=", "auditor")
    .where("exercise_id", "in", cycles)
    .where(oncePerExercise())
    .groupBy("person.id")
    .execute();
  const actual = await db
    .selectFrom("audit")
    .innerJoin("one_person as auditor", "auditor.record_id", "audit.auditor_id")
    .select(["auditor.id", countAll.as("count")])
    .where("exercise_id", "in", cycles)
    .where(isNotWithdrawn())
    .groupBy("auditor.id")
    .execute();
  const loads = new Map<string, YearLoad>();
  for (const row of expected) loads.set(row.id, { expected: row.expected, load: 0 });
  for (const { id, count } of actual) {
    const held = loads.get(id) ?? { expected: 0, load: 0 };
    loads.set(id, { ...held, load: count });
  }
  return loads;
}

export type OwnLoad = {
  exerciseId: string;
  title: string;
  month: string;
  expected: number;
  maximum: number;
  load: number;
  /** Of these, submitted. */
  submitted: number;
};

/** The cycles in which this person audits now, with what is expected of them and what they have. */
export async function listOwnLoads(db: Db, personId: string): Promise<OwnLoad[]> {
  const rows = await db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .innerJoin("exercise", "exercise.id", "exercise_member.exercise_id")
    .leftJoin("audit", (join) =>
      join
        .onRef("audit.exercise_id", "=", "exercise.id")
        .on("audit.auditor_id", "in", recordsOf(personId))
        .on(isNotWithdrawn()),
    )
    .select(["exercise.id as exerciseId", "exercise.title", "exercise.month"])
    .select(["exercise_member.expected", "exercise_member.maximum"])
    .select((eb) => [
      eb.cast<number>(eb.fn.count("audit.id"), "integer").as("load"),
      eb.cast<number>(eb.fn.count("audit.submitted_at"), "integer").as("submitted"),
    ])
    .where("person.id", "=", personId)
    .where(oncePerExercise())
    .where("exercise_member.part", "=", "auditor")
    .where("exercise.graded", "=", 1)
    .where("exercise.state", "=", "auditing")
    // A re-audit on its own is one audit: there is no load to tell.
    .where("exercise.size", ">", 1)
    .groupBy(["exercise.id", "exercise.title", "exercise.month", "expected", "maximum"])
    .orderBy("exercise.month")
    .orderBy("exercise.id")
    .execute();
  return rows;
}
