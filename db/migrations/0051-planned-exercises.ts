/**
 * What is planned for a year before it is an exercise: made from the council's rhythm or by hand,
 * then begun, held elsewhere, missed with a reason, or removed. Indexes lead to a year's, and to
 * those that nobody has begun.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("planned_exercise")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("title", c.text, (x) => x.notNull())
    .addColumn("month", c.text, (x) => x.notNull())
    .addColumn("service_id", c.text, (x) => x.references("service.id"))
    .addColumn("owner_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("slot", c.text)
    .addColumn("exercise_id", c.text, (x) => x.references("exercise.id"))
    .addColumn("prompted_by_id", c.text, (x) => x.references("exercise.id"))
    .addColumn("outcome", c.text)
    .addColumn("outcome_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("outcome_by", c.text, (x) => x.references("person.id"))
    .addColumn("outcome_at", c.text)
    .addColumn("removed_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("planned_exercise_slot", ["slot"])
    .execute();
  await db.schema
    .createIndex("planned_exercise_month")
    .on("planned_exercise")
    .columns(["month"])
    .execute();
  await db.schema
    .createIndex("planned_exercise_exercise_id")
    .on("planned_exercise")
    .columns(["exercise_id"])
    .execute();
  await sql`create index planned_exercise_not_begun on planned_exercise (month)
    where exercise_id is null and outcome is null and removed_at is null`.execute(db);
}
