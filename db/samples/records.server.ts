/**
 * Owns the list of records, which are no cases, that a dip sample chooses from.
 * Practice: what is listed is a reference, a team and whose work it is, and nothing that the record says.
 */
import type { KnownStaff, RecordsKnown } from "~/rules/samples/record-list";
import type { FrameRow } from "~/rules/sampling/frame";
import { listTeamsToChoose } from "../access/people.server";
import { isNotWithdrawn } from "../core/counted.server";
import type { Db } from "../core/open.server";
import type { Exercise } from "../exercises/exercises.server";

export type ListedRecord = {
  id: string;
  reference: string;
  teamId: string;
  teamName: string;
  workerName: string | null;
  supervisorName: string | null;
  listedOn: string;
  /** It is in the sample. */
  chosen: boolean;
  /** A draw keeps it, so that it stays on the list. */
  drawnFrom: boolean;
};

/** The records of a sample by reference. */
export async function listSampleRecords(db: Db, exerciseId: string): Promise<ListedRecord[]> {
  const rows = await db
    .selectFrom("sample_record")
    .innerJoin("team", "team.id", "sample_record.team_id")
    .leftJoin("one_person as worker", "worker.record_id", "sample_record.worker_id")
    .leftJoin("one_person as supervisor", "supervisor.record_id", "sample_record.supervisor_id")
    .select(["sample_record.id", "sample_record.reference", "team.id as teamId"])
    .select(["team.name as teamName", "worker.name as workerName"])
    .select(["supervisor.name as supervisorName", "listed_on as listedOn"])
    .where("sample_record.exercise_id", "=", exerciseId)
    .orderBy("reference_folded")
    .execute();
  const held = new Set(await listIn(db, exerciseId));
  const drawn = await db
    .selectFrom("draw_record")
    .innerJoin("draw", "draw.id", "draw_record.draw_id")
    .select("record_id")
    .where("draw.exercise_id", "=", exerciseId)
    .execute();
  const kept = new Set(drawn.map(({ record_id }) => record_id));
  return rows.map((row) => ({ ...row, chosen: held.has(row.id), drawnFrom: kept.has(row.id) }));
}

async function listIn(db: Db, exerciseId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("audit")
    .select("record_id")
    .where("exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .execute();
  return rows.flatMap(({ record_id }) => record_id ?? []);
}

/** What a list that is given in is read against. */
export async function findRecordsKnown(
  db: Db,
  exercise: Pick<Exercise, "id" | "serviceId">,
): Promise<RecordsKnown> {
  const teams = (await listTeamsToChoose(db)).filter(
    ({ serviceId }) => exercise.serviceId === null || serviceId === exercise.serviceId,
  );
  const people = await db
    .selectFrom("one_person")
    .innerJoin("person", "person.id", "one_person.record_id")
    .select(["one_person.id", "person.name", "person.staff_number as staffNumber"])
    .where("one_person.active", "=", 1)
    .execute();
  const listed = await db
    .selectFrom("sample_record")
    .select("reference_folded")
    .where("exercise_id", "=", exercise.id)
    .execute();
  return {
    teams: teams.map(({ id, name }) => ({ id, name })),
    people: people satisfies KnownStaff[],
    listed: new Set(listed.map(({ reference_folded }) => reference_folded)),
  };
}

/** The list as the frame of a draw. */
export const frameOfRecords = (records: readonly ListedRecord[]): FrameRow[] =>
  records.map(({ id, reference, teamId, listedOn }) => ({
    ...{ caseId: id, reference, familyReference: null, teamId, cohort: null, openedOn: listedOn },
    ...{ sensitive: false, lastAuditedOn: null, closedOn: null },
  }));
