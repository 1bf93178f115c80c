/**
 * Owns what stands in the way of undoing an import: whatever was built upon its cases since.
 * Practice: an id made later is greater, so what was made after the import's mark came after it.
 */
import { sql } from "kysely";
import type { UndoBlock } from "~/rules/caseload/undo";
import type { CaseloadImport } from "../../caseload/imports.server";
import type { Db, Tx } from "../../core/open.server";
import { countAll } from "../../core/scope.server";
import { caseColumns } from "./confirm.server";

/** The cases an import touched, whole rows of their state afterwards. */
export const touched = (db: Db | Tx, importId: string) =>
  db
    .selectFrom("caseload_import_case as mine")
    .where("mine.import_id", "=", importId)
    .where("mine.side", "=", "after");

/** Everything that was built upon a confirmed import since; empty when it can be undone. */
export async function listUndoBlocks(db: Db | Tx, imported: CaseloadImport): Promise<UndoBlock[]> {
  const { id, mark } = imported;
  const blocks: UndoBlock[] = [];
  if (mark === null) return [{ kind: "before-undo", count: 0 }];
  const later = await db
    .selectFrom("caseload_import as later")
    .select(["later.id", "later.file_name as name"])
    .where("later.state", "in", ["confirmed", "undoing"])
    .where("later.mark", ">", mark)
    .where((eb) =>
      eb.or([
        eb.exists(
          touched(db, id)
            .innerJoin("caseload_import_case as theirs", (join) =>
              join.onRef("theirs.case_id", "=", "mine.case_id").on("theirs.side", "=", "after"),
            )
            .select("mine.case_id")
            .where("theirs.import_id", "=", sql.ref<string>("later.id")),
        ),
        eb.exists(
          touched(db, id)
            .innerJoin("caseload_import_row as theirs", "theirs.case_id", "mine.case_id")
            .select("mine.case_id")
            .where("theirs.import_id", "=", sql.ref<string>("later.id")),
        ),
      ]),
    )
    .orderBy("later.mark")
    .limit(10)
    .execute();
  for (const one of later) blocks.push({ kind: "import", count: 1, id: one.id, name: one.name });

  const draws = await touched(db, id)
    .innerJoin("draw_case", "draw_case.case_id", "mine.case_id")
    .innerJoin("draw", "draw.id", "draw_case.draw_id")
    .innerJoin("exercise", "exercise.id", "draw.exercise_id")
    .select(["exercise.id", "exercise.title as name", countAll.as("count")])
    .where((eb) => eb.or([eb("draw.id", ">", mark), eb("mine.what", "=", "add")]))
    .groupBy(["exercise.id", "exercise.title"])
    .limit(10)
    .execute();
  for (const one of draws) blocks.push({ kind: "draw", ...one });

  const audits = await touched(db, id)
    .innerJoin("audit", "audit.case_id", "mine.case_id")
    .innerJoin("exercise", "exercise.id", "audit.exercise_id")
    .select(["exercise.id", "exercise.title as name", countAll.as("count")])
    .where((eb) => eb.or([eb("audit.id", ">", mark), eb("mine.what", "=", "add")]))
    .groupBy(["exercise.id", "exercise.title"])
    .limit(10)
    .execute();
  for (const one of audits) blocks.push({ kind: "audit", ...one });

  const concerns = await touched(db, id)
    .innerJoin("concern", "concern.case_id", "mine.case_id")
    .select(countAll.as("count"))
    .where((eb) => eb.or([eb("concern.id", ">", mark), eb("mine.what", "=", "add")]))
    .executeTakeFirstOrThrow();
  if (concerns.count > 0) blocks.push({ kind: "concern", count: concerns.count });

  const changed = await touched(db, id)
    .innerJoin("case_record", "case_record.id", "mine.case_id")
    .select(countAll.as("count"))
    // By what it says, not by its version: what a later import did and undid does not count.
    .where((eb) =>
      eb.or([
        ...caseColumns.map((column) =>
          eb(`case_record.${column}`, "is distinct from", eb.ref(`mine.${column}`)),
        ),
        eb.and([eb("mine.what", "=", "add"), eb("case_record.sensitive", "=", 1)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  const held = await countHoldingsSince(db, id, mark);
  // A later import that is named above says the same better.
  if (later.length === 0 && changed.count + held > 0) {
    blocks.push({ kind: "change", count: Math.max(changed.count, held) });
  }
  return blocks;
}

/** Holdings of these cases that someone else began or ended since. */
async function countHoldingsSince(db: Db | Tx, importId: string, mark: string): Promise<number> {
  const begun = await touched(db, importId)
    .innerJoin("case_holding", "case_holding.case_id", "mine.case_id")
    .leftJoin("caseload_import_holding as ours", (join) =>
      join.onRef("ours.id", "=", "case_holding.id").on("ours.import_id", "=", importId),
    )
    .select(countAll.as("count"))
    .where("case_holding.id", ">", mark)
    .where("ours.id", "is", null)
    .executeTakeFirstOrThrow();
  const moved = await db
    .selectFrom("caseload_import_holding as ours")
    .leftJoin("case_holding", "case_holding.id", "ours.id")
    .select(countAll.as("count"))
    .where("ours.import_id", "=", importId)
    .where((eb) =>
      eb.or([
        eb("case_holding.id", "is", null),
        eb("case_holding.to_on", "!=", eb.ref("ours.to_on")),
        eb.and([eb("case_holding.to_on", "is", null), eb("ours.to_on", "is not", null)]),
        eb.and([eb("case_holding.to_on", "is not", null), eb("ours.to_on", "is", null)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return begun.count + moved.count;
}
