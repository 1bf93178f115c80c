/**
 * People of other agencies, how the reviewers of an exercise go about it, and the part of a case that
 * one reviewer or one agency answers for.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("person")
    .addColumn("agency", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .alterTable("exercise")
    .addColumn("reviewing", c.text, (x) => x.notNull().defaultTo("together"))
    .execute();
  await db.schema
    .alterTable("exercise_member")
    .addColumn("agency", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createTable("review_part")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id").onDelete("cascade"))
    .addColumn("agency", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.references("person.id"))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("waits_since", c.text, (x) => x.notNull())
    .addColumn("settled_at", c.text)
    .addColumn("settled_by", c.text, (x) => x.references("person.id"))
    .addColumn("reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("review_part_of_case", ["audit_id", "agency"])
    .execute();
  await db.schema
    .createIndex("review_part_exercise_id")
    .on("review_part")
    .columns(["exercise_id", "state"])
    .execute();
  await db.schema
    .createIndex("review_part_person_id")
    .on("review_part")
    .columns(["person_id"])
    .execute();
}
