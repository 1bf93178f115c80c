/**
 * Files that are added to an action, a learning or minutes: what is known of each. The bytes are in
 * a folder, under `stored_name`; they go once the row is gone, and the row goes with its record.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("attachment")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("action_id", c.text, (x) => x.references("action.id").onDelete("cascade"))
    .addColumn("learning_id", c.text, (x) => x.references("learning.id").onDelete("cascade"))
    .addColumn("minutes_id", c.text, (x) => x.references("log_minutes.id").onDelete("cascade"))
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("stored_name", c.text, (x) => x.notNull().unique())
    .addColumn("bytes", c.integer, (x) => x.notNull())
    .addColumn("sha256", c.text, (x) => x.notNull())
    .addColumn("type", c.text, (x) => x.notNull())
    .addColumn("scan_state", c.text, (x) => x.notNull())
    .addColumn("scan_tries", c.integer, (x) => x.notNull().defaultTo(0))
    .addColumn("scan_next_at", c.text, (x) => x.notNull())
    .addColumn("scanned_at", c.text)
    .addColumn("added_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("added_at", c.text, (x) => x.notNull())
    .addColumn("removed_by", c.text, (x) => x.references("person.id"))
    .addColumn("removed_at", c.text)
    .addCheckConstraint(
      "attachment_of_one_record",
      sql`(case when action_id is null then 0 else 1 end)
        + (case when learning_id is null then 0 else 1 end)
        + (case when minutes_id is null then 0 else 1 end) = 1`,
    )
    .execute();
  for (const record of ["action", "learning", "minutes"])
    await sql`create index ${sql.raw(`attachment_of_${record}`)}
      on attachment (${sql.raw(`${record}_id`)}, added_at)
      where ${sql.raw(`${record}_id`)} is not null`.execute(db);
  await sql`create index attachment_to_scan on attachment (scan_next_at)
    where scan_state = 'waiting' and removed_at is null`.execute(db);
  for (const person of ["added_by", "removed_by"])
    await sql`create index ${sql.raw(`attachment_${person}`)}
      on attachment (${sql.raw(person)})`.execute(db);
}
