/**
 * Dip samples of records that are no case: what a sample is of, the list of its records, what was
 * drawn of them, and audits without a case.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  const text = (name: string, usual: string) =>
    db.schema
      .alterTable("exercise")
      .addColumn(name, c.text, (x) => x.notNull().defaultTo(usual))
      .execute();
  await text("subject", "case");
  await text("subject_name", "");

  await db.schema
    .createTable("sample_record")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("reference", c.text, (x) => x.notNull())
    .addColumn("reference_folded", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("worker_id", c.text, (x) => x.references("person.id"))
    .addColumn("supervisor_id", c.text, (x) => x.references("person.id"))
    .addColumn("listed_on", c.text, (x) => x.notNull())
    .addUniqueConstraint("sample_record_once", ["exercise_id", "reference_folded"])
    .execute();
  for (const column of ["team_id", "worker_id", "supervisor_id"] as const)
    await db.schema
      .createIndex(`sample_record_${column}`)
      .on("sample_record")
      .columns([column])
      .execute();

  await db.schema
    .createTable("draw_record")
    .addColumn("draw_id", c.text, (x) => x.notNull().references("draw.id"))
    .addColumn("record_id", c.text, (x) => x.notNull().references("sample_record.id"))
    .addColumn("reference", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("listed_on", c.text, (x) => x.notNull())
    .addColumn("stratum", c.text)
    .addColumn("position", c.integer)
    .addColumn("status", c.text, (x) => x.notNull())
    .addColumn("reason", c.text)
    .addColumn("probability", c.real)
    .addPrimaryKeyConstraint("draw_record_pk", ["draw_id", "record_id"])
    .execute();
  await db.schema.createIndex("draw_record_record").on("draw_record").column("record_id").execute();

  await letAuditsGoWithoutCase(db);
  await db.schema
    .alterTable("audit")
    .addColumn("record_id", c.text, (x) => x.references("sample_record.id"))
    .execute();
  await db.schema.createIndex("audit_record_id").on("audit").columns(["record_id"]).execute();

  await db.schema
    .alterTable("declared_conflict")
    .addColumn("record_id", c.text, (x) => x.references("sample_record.id"))
    .execute();
  await db.schema
    .createIndex("declared_conflict_record")
    .on("declared_conflict")
    .columns(["record_id"])
    .execute();
}

/** SQLite keeps "not null" with a column for good: another takes its place and its name. */
async function letAuditsGoWithoutCase(db: Kysely<Schema>): Promise<void> {
  if (dialectOf(db) === "postgres") {
    await sql`alter table audit alter column case_id drop not null`.execute(db);
    return;
  }
  await sql`alter table audit add column of_case_id text references case_record(id)`.execute(db);
  await sql`update audit set of_case_id = case_id`.execute(db);
  await db.schema.dropIndex("audit_case_id").execute();
  await sql`alter table audit drop column case_id`.execute(db);
  await sql`alter table audit rename column of_case_id to case_id`.execute(db);
  await db.schema.createIndex("audit_case_id").on("audit").columns(["case_id"]).execute();
}
