/**
 * Which exercises are graded: each case of theirs is an audit on the graded form, as in every core
 * cycle so far and in thematic audits that are planned so.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("exercise")
    .addColumn("graded", c.integer, (x) => x.notNull().defaultTo(0))
    .execute();
  await db.updateTable("exercise").set({ graded: 1 }).where("kind", "=", "core").execute();
}
