/**
 * From which cycle on trends start anew, and why; and an index that leads to the actions of a
 * practice area that were done since a day.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("trend_rebase")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().unique().references("exercise.id"))
    .addColumn("reason", c.text, (x) => x.notNull())
    .addColumn("made_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("action_area_completed_on")
    .on("action")
    .columns(["area", "completed_on"])
    .execute();
}
