/**
 * What a draw and an allocation have to keep beside what they kept: when a case of the frame was
 * closed, the code of a swap's reason, the rules an override passed over, and who declined what.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema.alterTable("draw_case").addColumn("closed_on", c.text).execute();
  await db.schema.alterTable("audit").addColumn("swap_reason", c.text).execute();
  await db.schema.alterTable("audit").addColumn("override_rules", c.text).execute();

  await db.schema
    .createTable("audit_decline")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("case_id", c.text, (x) => x.notNull().references("case_record.id"))
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("reason", c.text, (x) => x.notNull())
    .addColumn("note", c.text, (x) => x.notNull())
    .addColumn("declined_at", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("audit_decline_audit")
    .on("audit_decline")
    .column("audit_id")
    .execute();
  await db.schema.createIndex("audit_decline_case").on("audit_decline").column("case_id").execute();
}
