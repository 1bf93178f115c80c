/**
 * Who is exempt from auditing for a time, why, and who approved it; and the secret addresses at which
 * people read their own dates in a calendar.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("exemption")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("from_on", c.text, (x) => x.notNull())
    .addColumn("to_on", c.text, (x) => x.notNull())
    .addColumn("reason", c.text, (x) => x.notNull())
    .addColumn("approved_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("approved_at", c.text, (x) => x.notNull())
    .addColumn("ended_at", c.text)
    .addColumn("ended_by", c.text, (x) => x.references("person.id"))
    .execute();
  await db.schema
    .createIndex("exemption_person_id")
    .on("exemption")
    .columns(["person_id"])
    .execute();
  await db.schema.createIndex("exemption_to_on").on("exemption").columns(["to_on"]).execute();
  await db.schema
    .createTable("calendar_feed")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("digest", c.text, (x) => x.notNull())
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addColumn("ended_at", c.text)
    .addColumn("last_read_on", c.text)
    .addUniqueConstraint("calendar_feed_digest", ["digest"])
    .execute();
  await db.schema
    .createIndex("calendar_feed_person_id")
    .on("calendar_feed")
    .columns(["person_id"])
    .execute();
}
