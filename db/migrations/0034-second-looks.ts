/** An auditor may ask the panel once for a second look at its decision, which two answer again. */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("second_look")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("moderation_id", c.text, (x) => x.notNull().references("moderation.id"))
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("asked_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("asked_at", c.text, (x) => x.notNull())
    .addColumn("reasons", c.text, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("answer", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("stood_before", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("answered_at", c.text)
    .addColumn("alone_reason", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema
    .createTable("second_look_part")
    .addColumn("second_look_id", c.text, (x) => x.notNull().references("second_look.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("part", c.text, (x) => x.notNull())
    .addColumn("counts", c.integer, (x) => x.notNull())
    .addColumn("at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("second_look_part_key", ["second_look_id", "person_id"])
    .execute();
  const indexes = {
    second_look_audit: "second_look (audit_id)",
    second_look_waiting: "second_look (asked_at) where state in ('asked', 'recorded')",
    moderation_unread_since: "moderation (decided_at) where feedback_read_at is null",
    second_look_part_person: "second_look_part (person_id)",
  };
  for (const [name, on] of Object.entries(indexes)) {
    await sql.raw(`create index ${name} on ${on}`).execute(db);
  }
}
