/**
 * Practice weeks: their theme and dates, the timetable, the observations made in them, and what was
 * planned in the programme and became one.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("practice_week")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("theme", c.text, (x) => x.notNull())
    .addColumn("starts_on", c.text, (x) => x.notNull())
    .addColumn("ends_on", c.text, (x) => x.notNull())
    .addColumn("lead_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("changes", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("left_out", c.text, (x) => x.notNull().defaultTo("[]"))
    // What it came to, as it read when it was signed off.
    .addColumn("summary", c.text)
    .addColumn("closed_by", c.text, (x) => x.references("person.id"))
    .addColumn("closed_at", c.text)
    .addColumn("reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("planned_at", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createIndex("practice_week_by_day")
    .on("practice_week")
    .columns(["state", "starts_on", "id"])
    .execute();

  await db.schema
    .createTable("practice_week_slot")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("week_id", c.text, (x) => x.notNull().references("practice_week.id"))
    .addColumn("day", c.text, (x) => x.notNull())
    .addColumn("starts_at", c.text, (x) => x.notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("about", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("place", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("by_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("observed_id", c.text, (x) => x.references("person.id"))
    .addColumn("exercise_id", c.text, (x) => x.references("exercise.id").onDelete("set null"))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("note", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  for (const [name, columns] of [
    ["practice_week_slot_of", ["week_id", "day", "starts_at", "id"]],
    ["practice_week_slot_by", ["by_id", "state", "day"]],
    ["practice_week_slot_observed", ["observed_id", "state", "day"]],
    ["practice_week_slot_exercise", ["exercise_id"]],
  ] as const)
    await db.schema
      .createIndex(name)
      .on("practice_week_slot")
      .columns([...columns])
      .execute();

  await db.schema
    .alterTable("observation")
    .addColumn("slot_id", c.text, (x) => x.references("practice_week_slot.id"))
    .execute();
  await db.schema.createIndex("observation_slot").on("observation").columns(["slot_id"]).execute();

  await db.schema
    .alterTable("planned_exercise")
    .addColumn("practice_week_id", c.text, (x) => x.references("practice_week.id"))
    .execute();
  await db.schema
    .createIndex("planned_exercise_week")
    .on("planned_exercise")
    .columns(["practice_week_id"])
    .execute();
}
