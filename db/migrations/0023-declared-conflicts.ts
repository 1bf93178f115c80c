/**
 * Conflicts of interest that people declared themselves, with a child and the family or with a
 * member of staff. What was told by declining an audit is one of them.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("declared_conflict")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("case_id", c.text, (x) => x.references("case_record.id"))
    .addColumn("worker_id", c.text, (x) => x.references("person.id"))
    .addColumn("note", c.text, (x) => x.notNull())
    .addColumn("declared_at", c.text, (x) => x.notNull())
    .addColumn("withdrawn_at", c.text)
    .addColumn("withdrawn_by", c.text, (x) => x.references("person.id"))
    .addColumn("withdrawn_reason", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  for (const column of ["person_id", "case_id", "worker_id"] as const) {
    await db.schema
      .createIndex(`declared_conflict_${column}`)
      .on("declared_conflict")
      .column(column)
      .execute();
  }
  await sql`
    insert into declared_conflict (id, person_id, case_id, note, declared_at)
    select id, person_id, case_id, note, declined_at
    from audit_decline where reason = 'conflict'`.execute(db);
}
