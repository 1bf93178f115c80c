/** Double audits: which final audits were drawn to be graded again, by whom, and what was found. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("double_draw")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("exercise_id", c.text, (x) => x.notNull().unique().references("exercise.id"))
    .addColumn("seed", c.text, (x) => x.notNull())
    .addColumn("algorithm", c.text, (x) => x.notNull())
    .addColumn("fingerprint", c.text, (x) => x.notNull())
    .addColumn("drawn_from", c.text, (x) => x.notNull())
    .addColumn("percent", c.integer, (x) => x.notNull())
    .addColumn("due_on", c.text, (x) => x.notNull())
    .addColumn("drawn_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("drawn_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema.createIndex("double_draw_drawn").on("double_draw").column("drawn_at").execute();
  await db.schema
    .createTable("double_audit")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("draw_id", c.text, (x) => x.notNull().references("double_draw.id"))
    .addColumn("audit_id", c.text, (x) => x.notNull().unique().references("audit.id"))
    .addColumn("peer_id", c.text, (x) => x.references("person.id"))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("waits_since", c.text, (x) => x.notNull())
    .addColumn("submitted_at", c.text)
    .addColumn("escalated", c.integer, (x) => x.notNull().defaultTo(0))
    .addColumn("answer", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("answered_by", c.text, (x) => x.references("person.id"))
    .addColumn("answered_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await db.schema.createIndex("double_audit_draw").on("double_audit").column("draw_id").execute();
  await db.schema
    .createIndex("double_audit_peer")
    .on("double_audit")
    .columns(["peer_id", "state"])
    .execute();
  await db.schema
    .createIndex("double_audit_state")
    .on("double_audit")
    .columns(["state", "waits_since"])
    .execute();
  await db.schema
    .createIndex("double_audit_to_answer")
    .on("double_audit")
    .columns(["escalated", "answered_at", "submitted_at"])
    .execute();
  await db.schema
    .createTable("double_grade")
    .addColumn("double_audit_id", c.text, (x) =>
      x.notNull().references("double_audit.id").onDelete("cascade"),
    )
    .addColumn("area", c.text, (x) => x.notNull())
    .addColumn("judgement", c.text, (x) => x.notNull())
    .addColumn("reason", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("double_grade_key", ["double_audit_id", "area"])
    .execute();
}
