/**
 * Owns the cases of a thematic audit or a dip sample, who reviews them, and the conflicts between.
 * Practice: conflicts of its reviewers are shown and block nothing.
 */

import type { AuditState } from "~/rules/audits/audits";
import type { Cohort } from "~/rules/caseload/caseload";
import { type Conflict, conflictsBetween } from "~/rules/independence/conflicts";
import { ofRecord } from "~/rules/samples/records";
import { councilAgency } from "~/rules/samples/reviewing";
import { isNotWithdrawn } from "../core/counted.server";
import { oncePerExercise, whoIn } from "../core/one-person.server";
import type { Db } from "../core/open.server";
import { foldedReferenceOf, referenceOf } from "../core/reference.server";
import { listInterests, type RecordToJudge } from "../independence/interests.server";

export type SampleReviewer = {
  id: string;
  name: string;
  roleText: string;
  teamId: string | null;
  managerId: string | null;
  /** The agency that they answer for. */
  agency: string;
};

/** Who reviews, by name, with what their conflicts depend on. */
export async function listSampleReviewers(db: Db, exerciseId: string): Promise<SampleReviewer[]> {
  const rows = await db
    .selectFrom("exercise_member")
    .innerJoin("one_person as person", "person.record_id", "exercise_member.person_id")
    .select(["person.id", "person.name", "role_text as roleText"])
    .select(["person.team_id as teamId", "person.manager_id as managerId"])
    .select("exercise_member.agency")
    .where("exercise_id", "=", exerciseId)
    .where("part", "=", "reviewer")
    .where(oncePerExercise())
    .orderBy("person.name_folded")
    .execute();
  return rows.map((row) => ({ ...row, agency: row.agency || councilAgency }));
}

export type SampleCase = {
  auditId: string;
  /** Null for a record that is no case. */
  caseId: string | null;
  record: RecordToJudge | null;
  reference: string;
  /** Null for a record that is no case. */
  cohort: Cohort | null;
  teamId: string;
  /** Where its team was when it came in, as the team is the one of then. */
  serviceId: string;
  teamName: string;
  state: AuditState;
  origin: string;
  reason: string | null;
  version: number;
};

/** The cases or records of an exercise by reference, those withdrawn left out. */
export async function listSampleCases(db: Db, exerciseId: string): Promise<SampleCase[]> {
  const rows = await db
    .selectFrom("audit")
    .leftJoin("case_record", "case_record.id", "audit.case_id")
    .leftJoin("sample_record", "sample_record.id", "audit.record_id")
    .innerJoin("team", "team.id", "audit.team_id")
    .select(["audit.id as auditId", "audit.case_id as caseId", referenceOf.as("reference")])
    .select(["sample_record.id as recordId", "sample_record.listed_on as listedOn"])
    .select(whoIn("sample_record.worker_id").as("workerId"))
    .select(whoIn("sample_record.supervisor_id").as("supervisorId"))
    .select(["audit.cohort", "team.id as teamId", "team.name as teamName", "audit.state"])
    .select(["audit.origin", "audit.origin_reason as reason", "audit.version"])
    .select("audit.service_id as serviceId")
    .where("audit.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .orderBy(foldedReferenceOf)
    .execute();
  return rows.map(({ recordId, workerId, supervisorId, listedOn, ...row }) => ({
    ...row,
    record:
      recordId === null ? null : { id: recordId, workerId, supervisorId, listedOn: listedOn ?? "" },
    cohort: recordId === null ? (row.cohort as Cohort) : null,
    state: row.state as AuditState,
  }));
}

export type ReviewerConflicts = { name: string; conflicts: Conflict[] };

/**
 * Every conflict between reviewers and cases on the given date, by audit id; none, no entry. The team
 * and service that a case was drawn in count beside those of today.
 */
export async function listSampleConflicts(
  db: Db,
  reviewers: readonly SampleReviewer[],
  cases: readonly Pick<SampleCase, "auditId" | "caseId" | "record" | "teamId" | "serviceId">[],
  on: string,
): Promise<Map<string, ReviewerConflicts[]>> {
  const interests = await listInterests(
    db,
    cases.map(({ auditId, ...one }) => ({ key: auditId, ...one })),
  );
  const found = new Map<string, ReviewerConflicts[]>();
  for (const { auditId, record } of cases) {
    const facts = interests.get(auditId);
    if (!facts) continue;
    const here = reviewers.flatMap((reviewer) => {
      const between = conflictsBetween(reviewer, facts, on);
      const conflicts = record ? between.map(ofRecord) : between;
      return conflicts.length > 0 ? [{ name: reviewer.name, conflicts }] : [];
    });
    if (here.length > 0) found.set(auditId, here);
  }
  return found;
}
