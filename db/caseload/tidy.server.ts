/**
 * Owns letting go of what an import needed only until it was confirmed or undone.
 * Practice: what was read of a row is kept no longer than it may be judged again; in slices, after
 * everything is written, because nobody waits for it.
 */

import type { Db } from "../core/open.server";
import { batchSize } from "./compare.server";

const slice = 2 * batchSize;

/** Forgets the events that were made ready. */
export async function removeEvents(
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
}

/** Forgets all that an earlier attempt made ready, which nothing refers to yet. */
export async function clearPrepared(
  db: Db,
  importId: string,
  breathe: () => Promise<void>,
): Promise<void> {
  await removeEvents(db, importId, breathe);
  for (;;) {
    const some = await db
      .selectFrom("caseload_import_case")
      .select("case_id as id")
      .where("import_id", "=", importId)
      .limit(slice)
      .execute();
    if (some.length === 0) break;
    await db
      .deleteFrom("caseload_import_case")
      .where("import_id", "=", importId)
      .where("case_id", "in", idsOf(some))
      .execute();
    await breathe();
  }
  for (;;) {
    const some = await db
      .selectFrom("caseload_import_holding")
      .select("id")
      .where("import_id", "=", importId)
      .limit(slice)
      .execute();
    if (some.length === 0) break;
    await db
      .deleteFrom("caseload_import_holding")
      .where("import_id", "=", importId)
      .where("id", "in", idsOf(some))
      .execute();
    await breathe();
  }
}

const idsOf = (rows: readonly { id: string }[]): string[] => [...new Set(rows.map(({ id }) => id))];

/** Removes events made ready, which are appended by now, and the rows as they were read. */
export async function removePrepared(
  db: Db,
  importId: string,
  breathe: () => Promise<void>,
): Promise<void> {
  await removeEvents(db, importId, breathe);
  const { line } = await db
    .selectFrom("caseload_import_row")
    .select((eb) => eb.fn.max("line").as("line"))
    .where("import_id", "=", importId)
    .where("read", "!=", "")
    .executeTakeFirstOrThrow();
  for (let from = 0; line !== null && from < line; from += slice) {
    await db
      .updateTable("caseload_import_row")
      .set({ read: "", other: "" })
      .where("import_id", "=", importId)
      .where("line", ">", from)
      .where("line", "<=", from + slice)
      .execute();
    await breathe();
  }
}
