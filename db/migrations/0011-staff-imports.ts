/** Staff lists: each file with its lines as they were read, and what became of each. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("staff_import")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("file_name", c.text, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("ignored", c.text, (x) => x.notNull())
    .addColumn("made_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addColumn("confirmed_at", c.text)
    .addColumn("bundle_id", c.text)
    .addColumn("undone_at", c.text)
    .addColumn("undone_by", c.text, (x) => x.references("person.id"))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable("staff_import_row")
    .addColumn("import_id", c.text, (x) => x.notNull().references("staff_import.id"))
    .addColumn("line", c.integer, (x) => x.notNull())
    .addColumn("content", c.text, (x) => x.notNull())
    .addColumn("outcome", c.text, (x) => x.notNull().defaultTo(""))
    // Not a reference: the undoing removes the person and keeps the line.
    .addColumn("person_id", c.text)
    .addColumn("grants", c.text, (x) => x.notNull().defaultTo("[]"))
    .addPrimaryKeyConstraint("staff_import_row_key", ["import_id", "line"])
    .execute();
}
