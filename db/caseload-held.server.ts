/**
 * Owns the cases that the rows of an import may be about: those held under their references, and
 * the rows that name the same reference before.
 * Practice: by the reference without zeros before it and case; where two are held, both are given.
 */
import type { Cohort } from "~/rules/caseload";
import type { HeldCase } from "~/rules/caseload-staging";
import type { Db } from "./open.server";
import type { CaseRecordTable } from "./schema";

type CaseColumns = Omit<
  { [K in keyof CaseRecordTable]: K extends "version" ? number : CaseRecordTable[K] },
  "sensitive" | "last_audited_on" | "reference_folded" | "reference_key"
>;

export const asHeldCase = (row: CaseColumns): HeldCase => ({
  id: row.id,
  version: row.version,
  reference: row.reference,
  familyReference: row.family_reference,
  cohort: row.cohort as Cohort,
  teamId: row.team_id,
  workerId: row.worker_id,
  supervisorId: row.supervisor_id,
  reviewingOfficerId: row.reviewing_officer_id,
  age: row.age,
  unborn: row.unborn === 1,
  openedOn: row.opened_on,
  closedOn: row.closed_on,
});

export async function heldByReference(db: Db, references: readonly string[]) {
  const held = new Map<string, HeldCase[]>();
  if (references.length === 0) return held;
  const rows = await db
    .selectFrom("case_record")
    .selectAll()
    .where("reference_key", "in", references)
    .execute();
  for (const row of rows) {
    const key = row.reference_key;
    held.set(key, [...(held.get(key) ?? []), asHeldCase(row)]);
  }
  return held;
}

/** Where each reference stands first in the file. */
export async function firstLines(db: Db, importId: string, references: readonly string[]) {
  const first = new Map<string, { line: number; words: string }>();
  if (references.length === 0) return first;
  const rows = await db
    .selectFrom("caseload_import_row")
    .select(["reference_key", "line", "list", "at_line"])
    .where("import_id", "=", importId)
    .where("reference_key", "in", references)
    .orderBy("line")
    .execute();
  for (const row of rows) {
    if (row.reference_key === null || row.reference_key === undefined) continue;
    if (first.has(row.reference_key)) continue;
    const at = row.at_line ?? row.line;
    const words = row.list === null ? `line ${at}` : `row ${at} of ${row.list}`;
    first.set(row.reference_key, { line: row.line, words });
  }
  return first;
}
