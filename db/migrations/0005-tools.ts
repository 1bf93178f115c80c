/** What is kept of a tool's versions besides their words: who, from which, why, and its retirement. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  const alter = db.schema.alterTable("tool_version");
  await alter.addColumn("based_on_id", c.text, (x) => x.references("tool_version.id")).execute();
  await alter.addColumn("begun_by", c.text, (x) => x.references("person.id")).execute();
  await alter.addColumn("begun_at", c.text).execute();
  await alter.addColumn("published_by", c.text, (x) => x.references("person.id")).execute();
  await alter.addColumn("note", c.text, (x) => x.notNull().defaultTo("")).execute();
  await alter.addColumn("raised_reason", c.text, (x) => x.notNull().defaultTo("")).execute();
  await db.schema
    .alterTable("tool")
    .addColumn("retired", c.integer, (x) => x.notNull().defaultTo(0))
    .execute();
}
