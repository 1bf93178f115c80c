/**
 * Owns counting the rows of an import: when it is compared, and again when someone checks what was
 * kept.
 */
import { type Outcome, outcomes } from "~/rules/caseload/staging";
import type { Db } from "../core/open.server";
import { countAll } from "../core/scope.server";

export async function countRows(db: Db, importId: string) {
  const rows = db.selectFrom("caseload_import_row").where("import_id", "=", importId);
  const byOutcome = await rows
    .select(["outcome", countAll.as("count")])
    .groupBy("outcome")
    .execute();
  const countOf = (outcome: Outcome) =>
    byOutcome.find((row) => row.outcome === outcome)?.count ?? 0;
  const { unnamed } = await rows
    .select(countAll.as("unnamed"))
    .where("outcome", "=", "bad")
    .where("reference_folded", "is", null)
    .executeTakeFirstOrThrow();
  const { noted } = await rows
    .select(countAll.as("noted"))
    .where("noted", "=", 1)
    .executeTakeFirstOrThrow();
  return {
    ...(Object.fromEntries(outcomes.map((one) => [one, countOf(one)])) as Record<Outcome, number>),
    rows: byOutcome.reduce((sum, { count }) => sum + count, 0),
    unnamed,
    noted,
  };
}

/** How many cases were made ready, of these kinds. */
export async function countPrepared(
  db: Db,
  importId: string,
  what: ("add" | "change" | "close" | "absent")[],
): Promise<number> {
  const { count } = await db
    .selectFrom("caseload_import_case")
    .select(countAll.as("count"))
    .where("import_id", "=", importId)
    .where("side", "=", "after")
    .where("what", "in", what)
    .executeTakeFirstOrThrow();
  return count;
}

/** Every number kept with an import that can be counted from its rows. */
export async function recountImport(db: Db, importId: string) {
  const { people } = await db
    .selectFrom("caseload_import_person")
    .select(countAll.as("people"))
    .where("import_id", "=", importId)
    .executeTakeFirstOrThrow();
  const closedAsAbsent = await countPrepared(db, importId, ["absent"]);
  return { ...(await countRows(db, importId)), people, closedAsAbsent };
}
