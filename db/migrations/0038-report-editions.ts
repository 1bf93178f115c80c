/** Editions of reports: what was published of an exercise, for whom, by whom and when. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("report_edition")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("audience", c.text, (x) => x.notNull())
    .addColumn("number", c.integer, (x) => x.notNull())
    .addColumn("title", c.text, (x) => x.notNull())
    .addColumn("basis", c.text, (x) => x.notNull())
    .addColumn("content", c.text, (x) => x.notNull())
    .addColumn("cells", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("changes", c.text, (x) => x.notNull())
    .addColumn("why", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("published_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("published_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("report_edition_number")
    .on("report_edition")
    .columns(["exercise_id", "audience", "number"])
    .unique()
    .execute();
  await db.schema
    .createIndex("report_edition_published")
    .on("report_edition")
    .columns(["audience", "published_at"])
    .execute();
}
