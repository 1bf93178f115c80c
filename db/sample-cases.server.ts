/**
 * Owns the cases of a thematic audit or a dip sample: chosen by hand or drawn, taken out again
 * before release, and withdrawn when nobody came to review them.
 * Practice: a case chosen by hand says why; conflicts of its reviewers are shown and block nothing.
 */
import { type AuditState, advance } from "~/rules/audits";
import type { Cohort } from "~/rules/caseload";
import { type Conflict, conflictsBetween } from "~/rules/conflicts";
import { advanceExercise } from "~/rules/exercises";
import { addAudit } from "./drawn-audits.server";
import { appendEvent, type Stamp } from "./events.server";
import type { Exercise } from "./exercises.server";
import { listInterests } from "./interests.server";
import { oncePerExercise } from "./one-person.server";
import type { Db, Tx } from "./open.server";
import { mustChange } from "./versions.server";

export type SampleReviewer = {
  id: string;
  name: string;
  roleText: string;
  teamId: string | null;
  managerId: string | null;
};

/** Who reviews, by name, with what their conflicts depend on. */
export async function listSampleReviewers(db: Db, exerciseId: string): Promise<SampleReviewer[]> {
  return db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select(["person.id", "person.name", "role_text as roleText"])
    .select(["person.team_id as teamId", "person.manager_id as managerId"])
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "reviewer")
    .where(oncePerExercise())
    .orderBy("person.name_folded")
    .execute();
}

export type SampleCase = {
  auditId: string;
  caseId: string;
  reference: string;
  cohort: Cohort;
  teamId: string;
  /** Where its team was when it came in, as the team is the one of then. */
  serviceId: string;
  teamName: string;
  state: AuditState;
  origin: string;
  reason: string | null;
  version: number;
};

/** The cases of an exercise by reference, those withdrawn left out. */
export async function listSampleCases(db: Db, exerciseId: string): Promise<SampleCase[]> {
  const rows = await db
    .selectFrom("audit")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.id as auditId", "audit.case_id as caseId", "case_record.reference"])
    .select(["audit.cohort", "team.id as teamId", "team.name as teamName", "audit.state"])
    .select(["audit.origin", "audit.origin_reason as reason", "audit.version"])
    .select("audit.service_id as serviceId")
    .where("exercise_id", "=", exerciseId)
    .where("audit.state", "<>", "withdrawn")
    .orderBy("case_record.reference_folded")
    .execute();
  return rows.map((row) => ({
    ...row,
    cohort: row.cohort as Cohort,
    state: row.state as AuditState,
  }));
}

export type ReviewerConflicts = { name: string; conflicts: Conflict[] };

/**
 * Every conflict between reviewers and cases on the given date, by case id; none, no entry. The team
 * and service that a case was drawn in count beside those of today.
 */
export async function listSampleConflicts(
  db: Db,
  reviewers: readonly SampleReviewer[],
  cases: readonly Pick<SampleCase, "caseId" | "teamId" | "serviceId">[],
  on: string,
): Promise<Map<string, ReviewerConflicts[]>> {
  const interests = await listInterests(
    db,
    cases.map(({ caseId, teamId, serviceId }) => ({ key: caseId, caseId, teamId, serviceId })),
  );
  const found = new Map<string, ReviewerConflicts[]>();
  for (const { caseId } of cases) {
    const facts = interests.get(caseId);
    if (!facts) continue;
    const here = reviewers.flatMap((reviewer) => {
      const conflicts = conflictsBetween(reviewer, facts, on);
      return conflicts.length > 0 ? [{ name: reviewer.name, conflicts }] : [];
    });
    if (here.length > 0) found.set(caseId, here);
  }
  return found;
}

type ToChange = Pick<Exercise, "id" | "version" | "state" | "moderated">;

/**
 * Adds cases chosen by hand, with the reason; those already in are passed over. Answers how many
 * came in. Throws Conflict when the exercise changed since it was read.
 */
export async function addChosenCases(
  tx: Tx,
  stamp: Stamp,
  exercise: ToChange,
  caseIds: readonly string[],
  reason: string,
): Promise<number> {
  const move = advanceExercise(exercise, "draw");
  if (!move.ok) throw new Error(move.message);
  const there = new Set((await listSampleCases(tx, exercise.id)).map(({ caseId }) => caseId));
  const fresh = [...new Set(caseIds)].filter((id) => !there.has(id));
  if (fresh.length === 0) return 0;
  const stream = `exercise:${exercise.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ state: move.next, version: exercise.version + 1 })
      .where("id", "=", exercise.id)
      .where("version", "=", exercise.version)
      .executeTakeFirst(),
  );
  for (const caseId of fresh) {
    await addAudit(tx, stamp, { exerciseId: exercise.id, caseId, origin: "chosen", reason });
  }
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.cases-chosen",
    before: { state: exercise.state },
    after: { state: move.next, cases: fresh.length, reason },
  });
  return fresh.length;
}

/** Takes a case out, with the reason; throws Conflict when it changed since `version`. */
export async function withdrawSampleCase(
  tx: Tx,
  stamp: Stamp,
  exerciseId: string,
  audit: { id: string; state: AuditState; version: number },
  reason: string,
): Promise<void> {
  const step = advance(audit.state, "withdraw");
  if (!step.ok) throw new Error(step.message);
  const stream = `audit:${audit.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("audit")
      .set({ state: step.next, version: audit.version + 1 })
      .where("id", "=", audit.id)
      .where("exercise_id", "=", exerciseId)
      .where("version", "=", audit.version)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "audit.withdrawn",
    before: { state: audit.state },
    after: { state: step.next, reason },
  });
  await appendEvent(tx, stamp, {
    stream: `exercise:${exerciseId}`,
    kind: "exercise.case-removed",
    after: { auditId: audit.id, reason },
  });
}
