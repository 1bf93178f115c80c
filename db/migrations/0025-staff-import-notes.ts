/** What there is to know of how a staff list was read is kept with it. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("staff_import")
    .addColumn("notes", c.text, (x) => x.notNull().defaultTo("[]"))
    .execute();
}
