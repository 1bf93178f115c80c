/**
 * Owns the rows of an import as they are read: kept in batches, before they are compared.
 * Practice: what was read is kept beside what was judged, so that a choice made later judges the
 * rows again without the file, which is gone by then.
 */
import type { ReadRow } from "~/rules/caseload/import";
import { foldNumber, lowered } from "~/rules/core/folding";
import { insertMany } from "../core/bulk.server";
import { type Db, transact } from "../core/open.server";
import { carryOn, type Working } from "./work.server";

export type RowRead = { list: string | null; line: number; row: ReadRow; other?: ReadRow };

/** Keeps a batch of rows, numbered on from `from`, and says how far the reading is. */
export async function addReadRows(
  db: Db,
  working: Working,
  rows: readonly RowRead[],
  { from, ...step }: { from: number; done: number; total: number | null; at: Date },
): Promise<void> {
  await transact(db, async (tx) => {
    await carryOn(tx, working, step);
    if (rows.length === 0) return;
    await insertMany(
      tx,
      "caseload_import_row",
      rowColumns,
      rows.map(({ list, line, row, other }, index) => ({
        import_id: working.importId,
        line: from + index + 1,
        list,
        at_line: line,
        outcome: "read",
        content: "",
        ...referenceKeys(row),
        noted: 0,
        read: JSON.stringify(row),
        other: other ? JSON.stringify(other) : "",
      })),
    );
  });
}

/** The columns of a row, for writing many. */
export const rowColumns = {
  import_id: "text",
  line: "integer",
  list: "text",
  at_line: "integer",
  outcome: "text",
  case_id: "text",
  content: "text",
  problem: "text",
  reference_folded: "text",
  reference_key: "text",
  noted: "integer",
  read: "text",
  other: "text",
} as const;

/** The reference as it is, for the case it became; and as it is compared. */
function referenceKeys(row: ReadRow) {
  const reference = row.ok ? row.row.reference : row.reference;
  if (reference === null) return { reference_folded: null, reference_key: null };
  return { reference_folded: lowered(reference), reference_key: foldNumber(reference) };
}
