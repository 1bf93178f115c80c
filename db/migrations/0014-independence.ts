/**
 * Conflicts of interest that were noticed after somebody was chosen, with how each was settled, and
 * the rules of independence that an exercise sets aside.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("exercise")
    .addColumn("rules_off", c.text, (x) => x.notNull().defaultTo("[]"))
    .execute();

  // Whoever looks again looks at what is not final, however many audits were ever done.
  await db.schema.createIndex("audit_state").on("audit").column("state").execute();

  await db.schema
    .createTable("audit_conflict")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id").onDelete("cascade"))
    .addColumn("part", c.text, (x) => x.notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("rules", c.text, (x) => x.notNull())
    .addColumn("noticed_at", c.text, (x) => x.notNull())
    .addColumn("noticed_because", c.text, (x) => x.notNull())
    .addColumn("settled_at", c.text)
    .addColumn("settled_how", c.text)
    .addColumn("settled_by", c.text, (x) => x.references("person.id"))
    .addColumn("settled_reason", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createIndex("audit_conflict_audit")
    .on("audit_conflict")
    .column("audit_id")
    .execute();
  // Nobody has two conflicts open with one audit in one part, however many notice it at once.
  await db.schema
    .createIndex("audit_conflict_open")
    .unique()
    .on("audit_conflict")
    .columns(["audit_id", "part", "person_id"])
    .where("settled_at" as never, "is", null)
    .execute();
}
