/** Work of one person that goes to another on a day, and what became of it. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("handover")
    .addColumn("id", c.text, (x) => x.notNull().primaryKey())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("to_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("parts", c.text, (x) => x.notNull())
    .addColumn("on_date", c.text, (x) => x.notNull())
    .addColumn("reason", c.text, (x) => x.notNull())
    .addColumn("planned_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("planned_at", c.text, (x) => x.notNull())
    .addColumn("begun_at", c.text)
    .addColumn("cancelled_at", c.text)
    .addColumn("cancelled_by", c.text, (x) => x.references("person.id"))
    .addColumn("result", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createIndex("handover_waiting")
    .on("handover")
    .columns(["begun_at", "cancelled_at", "on_date"])
    .execute();
  await db.schema.createIndex("handover_person").on("handover").column("person_id").execute();
}
