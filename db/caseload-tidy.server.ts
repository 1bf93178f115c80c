/**
 * Owns letting go of what an import needed only until it was confirmed or undone.
 * Practice: what was read of a row is kept no longer than it may be judged again; in slices, after
 * everything is written, because nobody waits for it.
 */
import { batchSize } from "./caseload-compare.server";
import type { Db } from "./open.server";

const slice = 5 * batchSize;

/** Removes events made ready, which are appended by now, and the rows as they were read. */
export async function removePrepared(
  db: Db,
  importId: string,
  breathe: () => Promise<void>,
): Promise<void> {
  const { last } = await db
    .selectFrom("caseload_import_event")
    .select((eb) => eb.fn.max("position").as("last"))
    .where("import_id", "=", importId)
    .executeTakeFirstOrThrow();
  for (let from = 0; last !== null && from <= last; from += slice) {
    await db
      .deleteFrom("caseload_import_event")
      .where("import_id", "=", importId)
      .where("position", "<", from + slice)
      .execute();
    await breathe();
  }
  const { line } = await db
    .selectFrom("caseload_import_row")
    .select((eb) => eb.fn.max("line").as("line"))
    .where("import_id", "=", importId)
    .where("read", "!=", "")
    .executeTakeFirstOrThrow();
  for (let from = 0; line !== null && from < line; from += slice) {
    await db
      .updateTable("caseload_import_row")
      .set({ read: "" })
      .where("import_id", "=", importId)
      .where("line", ">", from)
      .where("line", "<=", from + slice)
      .execute();
    await breathe();
  }
}
