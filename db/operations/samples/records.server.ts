/**
 * Owns listing the records of a dip sample that are no cases, and removing what was listed by mistake.
 * Practice: the history tells how many, never which; what a draw was made from stays on the list.
 */
import { foldNumber } from "~/rules/core/folding";
import { isFrom } from "~/rules/core/state-machine";
import { type ExerciseState, exerciseMachine } from "~/rules/exercises/exercises";
import type { RecordLine } from "~/rules/samples/record-list";
import { appendEvent, type Stamp } from "../../core/events.server";
import { newId } from "../../core/ids.server";
import type { Tx } from "../../core/open.server";
import { Conflict, mustChange } from "../../core/versions.server";
import type { Exercise } from "../../exercises/exercises.server";
import { listSampleRecords } from "../../samples/records.server";

type ToList = Pick<Exercise, "id" | "version" | "state">;

/** Holds the exercise in a version in which its cases are still chosen; else throws Conflict. */
async function holdToList(tx: Tx, { id, version, state }: ToList): Promise<void> {
  const stream = `exercise:${id}` as const;
  if (!isFrom<ExerciseState>(exerciseMachine.moves.draw, state)) throw new Conflict(stream);
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ version: version + 1 })
      .where("id", "=", id)
      .where("version", "=", version)
      .where("state", "=", state)
      .executeTakeFirst(),
  );
}

/** Adds records to the list; throws Conflict when the exercise changed since it was read. */
export async function addRecords(
  tx: Tx,
  stamp: Stamp,
  exercise: ToList,
  lines: readonly RecordLine[],
  /** YYYY-MM-DD */
  today: string,
): Promise<void> {
  await holdToList(tx, exercise);
  await tx
    .insertInto("sample_record")
    .values(
      lines.map(({ reference, teamId, workerId, supervisorId }) => ({
        ...{ id: newId(), exercise_id: exercise.id, reference, team_id: teamId },
        ...{ worker_id: workerId, supervisor_id: supervisorId, listed_on: today },
        reference_folded: foldNumber(reference),
      })),
    )
    .execute();
  await appendEvent(tx, stamp, {
    stream: `exercise:${exercise.id}`,
    kind: "exercise.records-listed",
    after: { records: lines.length },
  });
}

/** Removes records that no draw and no audit is of; answers how many. */
export async function removeRecords(
  tx: Tx,
  stamp: Stamp,
  exercise: ToList,
  recordIds: readonly string[],
): Promise<number> {
  await holdToList(tx, exercise);
  const free = (await listSampleRecords(tx, exercise.id)).filter(
    ({ id, chosen, drawnFrom }) => recordIds.includes(id) && !chosen && !drawnFrom,
  );
  const used = await tx
    .selectFrom("audit")
    .select("record_id")
    .where("exercise_id", "=", exercise.id)
    .where("record_id", "is not", null)
    .execute();
  const ids = free.map(({ id }) => id).filter((id) => !used.some((one) => one.record_id === id));
  if (ids.length === 0) return 0;
  await tx.deleteFrom("sample_record").where("id", "in", ids).execute();
  await appendEvent(tx, stamp, {
    stream: `exercise:${exercise.id}`,
    kind: "exercise.records-unlisted",
    before: { records: ids.length },
  });
  return ids.length;
}
