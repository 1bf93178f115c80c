/** Messages to people and how they go out, what each person wants of them, and named deputies. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));

  await db.schema
    .createTable("outbox")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("key", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("for_person_id", c.text, (x) => x.references("person.id"))
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("link", c.text, (x) => x.notNull())
    .addColumn("due_on", c.text)
    .addColumn("urgent", c.integer, (x) => x.notNull())
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addColumn("send_after", c.text, (x) => x.notNull())
    .addColumn("attempts", c.integer, (x) => x.notNull())
    .addColumn("leased_by", c.text)
    .addColumn("leased_until", c.text)
    .addColumn("problem", c.text, (x) => x.notNull())
    .addColumn("settled_at", c.text)
    .addColumn("digest_id", c.text)
    .addUniqueConstraint("outbox_key_person_id_unique", ["key", "person_id"])
    .execute();

  await db.schema
    .createIndex("outbox_state_send_after")
    .on("outbox")
    .columns(["state", "send_after"])
    .execute();

  await db.schema
    .createIndex("outbox_person_id_state")
    .on("outbox")
    .columns(["person_id", "state"])
    .execute();

  await db.schema.createIndex("outbox_digest_id").on("outbox").columns(["digest_id"]).execute();

  await db.schema
    .createTable("message_choice")
    .addColumn("person_id", c.text, (x) => x.primaryKey().notNull().references("person.id"))
    .addColumn("choice", c.text, (x) => x.notNull())
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createTable("deputy")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("deputy_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("from_on", c.text, (x) => x.notNull())
    .addColumn("to_on", c.text, (x) => x.notNull())
    .addColumn("named_by", c.text, (x) => x.references("person.id"))
    .addColumn("named_at", c.text, (x) => x.notNull())
    .addColumn("ended_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();

  await db.schema
    .createIndex("deputy_person_id_to_on")
    .on("deputy")
    .columns(["person_id", "to_on"])
    .execute();

  await db.schema
    .createIndex("deputy_deputy_id_to_on")
    .on("deputy")
    .columns(["deputy_id", "to_on"])
    .execute();

  // Reminders look for open audits by their date, whatever cycle they are of.
  await db.schema
    .createIndex("audit_state_due_on")
    .on("audit")
    .columns(["state", "due_on"])
    .execute();

  await db.schema
    .createIndex("response_answered_at_due_on")
    .on("response")
    .columns(["answered_at", "due_on"])
    .execute();

  await db.schema.createIndex("moderation_state").on("moderation").columns(["state"]).execute();
}
