/**
 * Teams that an import names and nobody has yet: from which import one was asked for, and why it was
 * not added. And what was said of numbers that are the same but for zeros, spaces or case: whether
 * they are one case or person, and which of them a file means.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("caseload_mapping")
    .addColumn("asked_import_id", c.text, (x) => x.references("caseload_import.id"))
    .execute();
  await db.schema
    .alterTable("caseload_mapping")
    .addColumn("asked_staff_import_id", c.text, (x) => x.references("staff_import.id"))
    .execute();
  await db.schema
    .alterTable("caseload_mapping")
    .addColumn("answer", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createTable("same_number")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("key", c.text, (x) => x.notNull())
    .addColumn("ids", c.text, (x) => x.notNull())
    .addColumn("answer", c.text, (x) => x.notNull())
    .addColumn("meant_id", c.text)
    .addColumn("closed", c.text, (x) => x.notNull().defaultTo("[]"))
    .addColumn("settled_by", c.text, (x) => x.references("person.id"))
    .addColumn("settled_at", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("same_number_kind_key", ["kind", "key"])
    .execute();
}
