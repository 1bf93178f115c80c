/** "You said, we did": what was raised, done and changed, published for everyone in plain words. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("you_said")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("said", c.text, (x) => x.notNull())
    .addColumn("did", c.text, (x) => x.notNull())
    .addColumn("changed", c.text, (x) => x.notNull())
    // What it rests on: never shown to whoever reads the page.
    .addColumn("learning_id", c.text, (x) => x.references("learning.id"))
    .addColumn("action_id", c.text, (x) => x.references("action.id"))
    .addColumn("written_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("written_at", c.text, (x) => x.notNull())
    .addColumn("published_at", c.text)
    .addColumn("withdrawn_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex("you_said_published")
    .on("you_said")
    .columns(["state", "published_at", "id"])
    .execute();
  await db.schema
    .createIndex("you_said_written")
    .on("you_said")
    .columns(["written_at", "id"])
    .execute();
}
