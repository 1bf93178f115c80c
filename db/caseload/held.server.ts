/**
 * Owns the cases that the rows of an import may be about: those held under their references, and
 * the other rows of the file that name the same case.
 * Practice: by the reference without zeros before it and case; where two are held, both are given.
 */
import type { Cohort } from "~/rules/caseload/caseload";
import { heldAs } from "~/rules/caseload/judge";
import type { HeldCase } from "~/rules/caseload/staging";
import { lowered } from "~/rules/core/folding";
import type { Settled } from "~/rules/imports/same-number";
import type { Db } from "../core/open.server";
import type { CaseRecordTable } from "../core/schema";

type CaseColumns = Omit<
  {
    [K in keyof CaseRecordTable]: K extends "version"
      ? number
      : K extends "plan_since" | "reopened_on"
        ? string | null
        : CaseRecordTable[K];
  },
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
  planSince: row.plan_since,
  reopenedOn: row.reopened_on,
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

export type LineInFile = { line: number; words: string; folded: string };

/** Where each reference stands in the file, by its key, the first line first. */
export async function linesOf(db: Db, importId: string, references: readonly string[]) {
  const lines = new Map<string, LineInFile[]>();
  if (references.length === 0) return lines;
  const rows = await db
    .selectFrom("caseload_import_row")
    .select(["reference_key", "reference_folded", "line", "list", "at_line"])
    .where("import_id", "=", importId)
    .where("reference_key", "in", references)
    .orderBy("line")
    .execute();
  for (const row of rows) {
    if (row.reference_key === null || row.reference_key === undefined) continue;
    const at = row.at_line ?? row.line;
    const words = row.list === null ? `line ${at}` : `row ${at} of ${row.list}`;
    const one = { line: row.line, words, folded: row.reference_folded ?? "" };
    const others = lines.get(row.reference_key);
    if (others) others.push(one);
    else lines.set(row.reference_key, [one]);
  }
  return lines;
}

/** The other lines of the file that name the case of this one: an earlier one, or the one kept. */
export function othersOf(
  row: { line: number; folded: string },
  lines: readonly LineInFile[],
  held: readonly HeldCase[],
  settled: Settled | undefined,
): { before?: string; kept?: string } {
  const meant = heldAs(held, row.folded, settled);
  const same = lines.filter(({ folded }) =>
    held.length < 2
      ? true
      : meant
        ? heldAs(held, folded, settled)?.id === meant.id
        : folded === row.folded,
  );
  const spelled = meant && same.find(({ folded }) => folded === lowered(meant.reference));
  if (settled?.answer === "same" && spelled && spelled.folded !== row.folded) {
    return { kept: spelled.words };
  }
  const first = same.find(
    ({ folded }) => settled?.answer !== "same" || !spelled || folded === spelled.folded,
  );
  return first && first.line < row.line ? { before: first.words } : {};
}
