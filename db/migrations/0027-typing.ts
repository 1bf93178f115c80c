/** What someone is typing stands in a row of its own until their visit is over: then it is one event. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("typing")
    .addColumn("stream", c.text, (x) => x.notNull())
    .addColumn("visit", c.text, (x) => x.notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("on_behalf_of", c.text, (x) => x.references("person.id"))
    .addColumn("at", c.text, (x) => x.notNull())
    .addColumn("system_at", c.text, (x) => x.notNull())
    .addColumn("before", c.text, (x) => x.notNull())
    .addColumn("after", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("typing_pk", ["stream", "visit"])
    .execute();
  await db.schema.createIndex("typing_at").on("typing").column("at").execute();
}
