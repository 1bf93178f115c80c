/** Earlier logs brought from spreadsheets: a file as it was read, and which actions came of it. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("log_import")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("file_name", c.text, (x) => x.notNull())
    .addColumn("headings", c.text, (x) => x.notNull())
    .addColumn("lines", c.text, (x) => x.notNull())
    .addColumn("notes", c.text, (x) => x.notNull())
    .addColumn("mapping", c.text, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("read_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("read_at", c.text, (x) => x.notNull())
    .addColumn("confirmed_at", c.text)
    .addColumn("actions", c.integer, (x) => x.notNull().defaultTo(0))
    .addColumn("learnings", c.integer, (x) => x.notNull().defaultTo(0))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable("log_import_line")
    .addColumn("import_id", c.text, (x) => x.notNull().references("log_import.id"))
    .addColumn("line", c.integer, (x) => x.notNull())
    .addColumn("same_key", c.text, (x) => x.notNull().unique())
    .addColumn("action_id", c.text, (x) => x.references("action.id").onDelete("cascade"))
    .addColumn("learning_id", c.text, (x) => x.references("learning.id"))
    .addColumn("began_learning", c.integer, (x) => x.notNull())
    .addPrimaryKeyConstraint("log_import_line_pk", ["import_id", "line"])
    .execute();
  await db.schema
    .createIndex("log_import_line_action")
    .on("log_import_line")
    .column("action_id")
    .execute();
  await db.schema
    .createIndex("log_import_line_learning")
    .on("log_import_line")
    .column("learning_id")
    .execute();
}
