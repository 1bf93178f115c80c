/**
 * What is learnt, with the findings and other sources that it was learnt from and the actions that
 * answer it; and an index that leads to the findings of whole exercises.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("learning")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("reference", c.integer, (x) => x.notNull().unique())
    .addColumn("what", c.text, (x) => x.notNull())
    .addColumn("words_folded", c.text, (x) => x.notNull())
    .addColumn("area", c.text)
    .addColumn("theme", c.text)
    .addColumn("merged_into_id", c.text, (x) => x.references("learning.id"))
    .addColumn("split_from_id", c.text, (x) => x.references("learning.id"))
    .addColumn("begun_by", c.text, (x) => x.references("person.id"))
    .addColumn("begun_at", c.text, (x) => x.notNull())
    // When something was last filed under it: the order of the list.
    .addColumn("found_at", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await sql`create index learning_found on learning (found_at, reference)
    where merged_into_id is null`.execute(db);
  await db.schema
    .createTable("learning_source")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("said_on", c.text, (x) => x.notNull())
    .addColumn("source_reference", c.text, (x) => x.notNull())
    .addColumn("says", c.text, (x) => x.notNull())
    .addColumn("area", c.text)
    .addColumn("theme", c.text)
    .addColumn("team_id", c.text, (x) => x.references("team.id"))
    .addColumn("service_id", c.text, (x) => x.references("service.id"))
    .addColumn("entered_by", c.text, (x) => x.references("person.id"))
    .addColumn("entered_at", c.text, (x) => x.notNull())
    .addColumn("filed", c.integer, (x) => x.notNull().defaultTo(0))
    .execute();
  await sql`create index learning_source_to_file on learning_source (entered_at, id)
    where filed = 0`.execute(db);
  await db.schema
    .createTable("learning_evidence")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("learning_id", c.text, (x) => x.notNull().references("learning.id"))
    // One finding or source is filed under one learning.
    .addColumn("finding_id", c.text, (x) => x.unique().references("finding.id"))
    .addColumn("source_id", c.text, (x) => x.unique().references("learning_source.id"))
    .addColumn("filed_by", c.text, (x) => x.references("person.id"))
    .addColumn("filed_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("learning_evidence_learning_id")
    .on("learning_evidence")
    .columns(["learning_id", "filed_at"])
    .execute();
  await db.schema
    .createTable("learning_action")
    .addColumn("learning_id", c.text, (x) => x.notNull().references("learning.id"))
    .addColumn("action_id", c.text, (x) => x.notNull().references("action.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("learning_action_pk", ["learning_id", "action_id"])
    .execute();
  await db.schema
    .createIndex("learning_action_action_id")
    .on("learning_action")
    .columns(["action_id"])
    .execute();
  await sql`create index finding_of_exercise on finding (made_at, id)
    where audit_id is null`.execute(db);
  await db.schema.createIndex("action_finding_id").on("action").columns(["finding_id"]).execute();
}
