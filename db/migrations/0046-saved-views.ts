/**
 * Views of trends that someone saved under a name, for themselves alone; and indexes that lead to the
 * open cases by age, and to someone's own final audits.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("saved_view")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("query", c.text, (x) => x.notNull())
    .addColumn("saved_at", c.text, (x) => x.notNull())
    .addUniqueConstraint("saved_view_person_id_name", ["person_id", "name"])
    .execute();
  await sql`create index case_record_open_age on case_record (age, unborn)
    where closed_on is null`.execute(db);
  for (const whose of ["auditor", "worker"])
    await sql`create index ${sql.ref(`audit_final_${whose}`)}
      on audit (${sql.ref(`${whose}_id`)}, final_at) where state = 'final'`.execute(db);
}
