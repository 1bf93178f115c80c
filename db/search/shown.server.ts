/**
 * Owns what a result says of its record besides its words: what it is of, when, and how it stands.
 * Practice: asked only of what the search found for this reader, and read from the record as it is now.
 */
import type { ExerciseState } from "~/rules/exercises/exercises";
import type { ActionStatus } from "~/rules/learning-log/learning-log";
import type { Audience } from "~/rules/reports/editions";
import type { Db } from "../core/open.server";

type Ids = readonly string[];

const some = (ids: Ids) => [...ids, ""];

export const listFindingFacts = (db: Db, ids: Ids) =>
  db
    .selectFrom("finding")
    .innerJoin("exercise", "exercise.id", "finding.exercise_id")
    .leftJoin("audit", "audit.id", "finding.audit_id")
    .leftJoin("team", "team.id", "audit.team_id")
    .select(["finding.id", "finding.kind", "finding.made_at as at", "finding.audit_id as auditId"])
    .select(["exercise.id as exerciseId", "exercise.title as exercise", "team.name as team"])
    .where("finding.id", "in", some(ids))
    .execute();

export const listLearningFacts = (db: Db, ids: Ids) =>
  db
    .selectFrom("learning")
    .leftJoin("learning as into", "into.id", "learning.merged_into_id")
    .select(["learning.id", "learning.begun_at as at", "into.id as intoId"])
    .select("into.reference as intoReference")
    .where("learning.id", "in", some(ids))
    .execute();

export async function listActionFacts(db: Db, ids: Ids) {
  const rows = await db
    .selectFrom("action")
    .leftJoin("team", "team.id", "action.team_id")
    .leftJoin("exercise", "exercise.id", "action.exercise_id")
    .leftJoin("action as successor", "successor.id", "action.superseded_by_id")
    .select(["action.id", "action.status", "action.raised_at as at", "team.name as team"])
    .select(["exercise.title as exercise", "successor.reference as successor"])
    .where("action.id", "in", some(ids))
    .execute();
  return rows.map((row) => ({ ...row, status: row.status as ActionStatus }));
}

export async function listExerciseFacts(db: Db, ids: Ids) {
  const rows = await db
    .selectFrom("exercise")
    .leftJoin("service", "service.id", "exercise.service_id")
    .select(["exercise.id", "exercise.month", "exercise.state", "service.name as service"])
    .where("exercise.id", "in", some(ids))
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as ExerciseState }));
}

export async function listReportFacts(db: Db, ids: Ids) {
  const rows = await db
    .selectFrom("report_edition")
    .select(["id", "audience", "number", "published_at as at"])
    .where("id", "in", some(ids))
    .execute();
  return rows.map((row) => ({ ...row, audience: row.audience as Audience }));
}
