/**
 * What an audit owes to people: concerns that go up in time and pass over whoever is implicated,
 * re-audits of what was Inadequate, the practitioner's own part and the reflective conversation.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));

  await db.schema
    .createTable("concern_bypass")
    .addColumn("concern_id", c.text, (x) => x.notNull().references("concern.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addPrimaryKeyConstraint("concern_bypass_pk", ["concern_id", "person_id"])
    .execute();
  await sql`insert into concern_bypass (concern_id, person_id)
    select id, bypass_person_id from concern where bypass_person_id is not null`.execute(db);
  await db.schema.alterTable("concern").dropColumn("bypass_person_id").execute();
  await db.schema.alterTable("concern").addColumn("escalated_at", c.text).execute();
  await db.schema
    .alterTable("concern")
    .addColumn("escalated_because", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createIndex("concern_open")
    .on("concern")
    .columns(["acknowledged_at", "due_at"])
    .execute();
  await db.schema.createIndex("concern_case").on("concern").column("case_id").execute();
  await db.schema
    .createTable("concern_alert")
    .addColumn("concern_id", c.text, (x) => x.notNull().references("concern.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("part", c.text, (x) => x.notNull())
    .addColumn("for_person_id", c.text, (x) => x.references("person.id"))
    .addColumn("alerted_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("concern_alert_pk", ["concern_id", "person_id"])
    .execute();

  await db.schema
    .createTable("inadequate_notice")
    .addColumn("audit_id", c.text, (x) => x.primaryKey().notNull().references("audit.id"))
    .addColumn("told_at", c.text, (x) => x.notNull())
    .addColumn("read_by", c.text, (x) => x.references("person.id"))
    .addColumn("read_at", c.text)
    .execute();
  await db.schema
    .createIndex("inadequate_notice_read")
    .on("inadequate_notice")
    .column("read_at")
    .execute();

  await db.schema
    .createTable("re_audit")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("previous_audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("case_id", c.text, (x) => x.notNull().references("case_record.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addColumn("due_on", c.text, (x) => x.notNull())
    .addColumn("audit_id", c.text, (x) => x.references("audit.id"))
    .addColumn("cancelled_at", c.text)
    .addColumn("cancelled_by", c.text, (x) => x.references("person.id"))
    .addColumn("cancelled_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("closed_told_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .addUniqueConstraint("re_audit_previous_audit_id_unique", ["previous_audit_id"])
    .execute();
  await db.schema.createIndex("re_audit_audit").on("re_audit").column("audit_id").execute();
  await db.schema.createIndex("audit_previous").on("audit").column("previous_audit_id").execute();
  await db.schema
    .alterTable("exercise")
    .addColumn("only_re_audits", c.integer, (x) => x.notNull().defaultTo(0))
    .execute();

  for (const column of ["raise_grade", "comment", "conversation"]) {
    await db.schema
      .alterTable("reflection")
      .addColumn(column, c.text, (x) => x.notNull().defaultTo(""))
      .execute();
  }
  for (const column of ["conversation_on", "confirmed_at"]) {
    await db.schema.alterTable("reflection").addColumn(column, c.text).execute();
  }
  await db.schema
    .createTable("conversation")
    .addColumn("audit_id", c.text, (x) => x.primaryKey().notNull().references("audit.id"))
    .addColumn("held_on", c.text, (x) => x.notNull())
    .addColumn("method", c.text, (x) => x.notNull())
    .addColumn("said", c.text, (x) => x.notNull())
    .addColumn("recorded_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("recorded_at", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
}
