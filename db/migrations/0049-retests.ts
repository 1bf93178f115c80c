/**
 * How the verifier of an action knows what difference it made, which stood in one text with it; and
 * dip samples ordered to test an action again.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("action")
    .addColumn("how_known", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createTable("action_retest")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("action_id", c.text, (x) => x.notNull().references("action.id").onDelete("cascade"))
    .addColumn("question", c.text, (x) => x.notNull())
    .addColumn("ordered_by", c.text, (x) => x.references("person.id"))
    .addColumn("ordered_at", c.text, (x) => x.notNull())
    // Null until its dip sample is planned.
    .addColumn("exercise_id", c.text, (x) => x.unique().references("exercise.id"))
    .execute();
  await db.schema
    .createIndex("action_retest_action_id")
    .on("action_retest")
    .columns(["action_id"])
    .execute();
  await sql`create index action_retest_to_plan on action_retest (ordered_at)
    where exercise_id is null`.execute(db);
}
