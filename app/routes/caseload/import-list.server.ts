import { listAbsent } from "~db/caseload/absent.server";
import { type CaseloadImport, listImportPeople, listImportRows } from "~db/caseload/imports.server";
import type { Db } from "~db/core/open.server";
import type { Shown } from "./import-words";

/** One page of what an import holds. */
export async function findList(
  db: Db,
  { id, state, counts }: CaseloadImport,
  show: Shown,
  page: number,
  size: number,
) {
  if (show === "people") {
    return { kind: "people" as const, people: await listImportPeople(db, id, page, size) };
  }
  if (show === "absent") {
    const cohorts = state === "staged" ? counts.cohorts : [];
    return { kind: "absent" as const, cases: await listAbsent(db, id, cohorts, page, size) };
  }
  return { kind: "rows" as const, rows: await listImportRows(db, id, show, page, size) };
}
