/**
 * Minutes of the meetings that look at the learning log, with the log as it stood before them; and of
 * which page a saved view is: so far of trends alone.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("log_minutes")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("meeting", c.text, (x) => x.notNull())
    .addColumn("met_on", c.text, (x) => x.notNull())
    .addColumn("report", c.text, (x) => x.notNull())
    .addColumn("kept_by", c.text, (x) => x.references("person.id"))
    .addColumn("kept_at", c.text, (x) => x.notNull())
    .addUniqueConstraint("log_minutes_meeting_met_on", ["meeting", "met_on"])
    .execute();
  await db.schema
    .alterTable("saved_view")
    .addColumn("page", c.text, (x) => x.notNull().defaultTo("trends"))
    .execute();
}
