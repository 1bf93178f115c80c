/**
 * What a draw by event decides by: since when a child has been on their plan, when a case was opened
 * again, and the date that decided in each draw; and which cases a finding of an exercise is about.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  for (const table of ["case_record", "caseload_import_case"]) {
    await db.schema.alterTable(table).addColumn("plan_since", c.text).execute();
    await db.schema.alterTable(table).addColumn("reopened_on", c.text).execute();
  }
  await db.schema.alterTable("draw_case").addColumn("event_on", c.text).execute();
  await db.schema
    .createTable("finding_case")
    .addColumn("finding_id", c.text, (x) => x.notNull().references("finding.id"))
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addPrimaryKeyConstraint("finding_case_pk", ["finding_id", "audit_id"])
    .execute();
  await db.schema
    .createIndex("finding_case_audit_id")
    .on("finding_case")
    .columns(["audit_id"])
    .execute();
}
