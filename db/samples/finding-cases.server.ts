/** Owns which cases of an exercise each of its findings is about. */
import { isNotWithdrawn } from "../core/counted.server";
import type { Db, Tx } from "../core/open.server";
import { foldedReferenceOf, referenceOf } from "../core/reference.server";

const cases = (db: Db, exerciseId: string) =>
  db
    .selectFrom("finding_case")
    .innerJoin("finding", "finding.id", "finding_case.finding_id")
    .innerJoin("audit", "audit.id", "finding_case.audit_id")
    .leftJoin("case_record", "case_record.id", "audit.case_id")
    .leftJoin("sample_record", "sample_record.id", "audit.record_id")
    .select(["finding_case.finding_id as findingId", "audit.id as auditId"])
    .select(referenceOf.as("reference"))
    .where("finding.exercise_id", "=", exerciseId)
    .where(isNotWithdrawn())
    .orderBy(foldedReferenceOf);

/** The references of each finding's cases, by finding. */
export async function listFindingCases(db: Db, exerciseId: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { findingId, reference } of await cases(db, exerciseId).execute()) {
    found.set(findingId, [...(found.get(findingId) ?? []), reference]);
  }
  return found;
}

/** The audits of each finding's cases, by finding. */
export async function listFindingAudits(
  db: Db,
  exerciseId: string,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { findingId, auditId } of await cases(db, exerciseId).execute()) {
    found.set(findingId, [...(found.get(findingId) ?? []), auditId]);
  }
  return found;
}

/** Says which cases a finding is about, in place of what was said before. */
export async function saveFindingCases(
  tx: Tx,
  findingId: string,
  auditIds: readonly string[],
): Promise<void> {
  await tx.deleteFrom("finding_case").where("finding_id", "=", findingId).execute();
  if (auditIds.length === 0) return;
  await tx
    .insertInto("finding_case")
    .values(auditIds.map((audit_id) => ({ finding_id: findingId, audit_id })))
    .execute();
}
