/**
 * Changes of access that wait for a second person, or did: what, for whom, who proposed it, and how
 * it was settled. Rows of one bundle are confirmed together.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("access_change")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("bundle_id", c.text, (x) => x.notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("receiver_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("what", c.text, (x) => x.notNull())
    .addColumn("proposed_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("proposed_at", c.text, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("settled_by", c.text, (x) => x.references("person.id"))
    .addColumn("settled_at", c.text)
    .addColumn("settled_why", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("used_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex("access_change_bundle")
    .on("access_change")
    .column("bundle_id")
    .execute();
  await db.schema
    .createIndex("access_change_state")
    .on("access_change")
    .columns(["state", "proposed_at"])
    .execute();
  await db.schema
    .createIndex("access_change_person")
    .on("access_change")
    .column("person_id")
    .execute();
}
