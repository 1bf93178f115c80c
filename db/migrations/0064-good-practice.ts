/** Thanks for a strength that an audit named, and what of them is kept for everyone to read. */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("good_practice")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    // A strength is thanked for once.
    .addColumn("finding_id", c.text, (x) => x.notNull().unique().references("finding.id"))
    .addColumn("audit_id", c.text, (x) => x.notNull().references("audit.id"))
    .addColumn("worker_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("team_id", c.text, (x) => x.notNull().references("team.id"))
    .addColumn("service_id", c.text, (x) => x.notNull().references("service.id"))
    .addColumn("area", c.text)
    .addColumn("theme", c.text)
    .addColumn("thanks", c.text, (x) => x.notNull())
    .addColumn("entry", c.text, (x) => x.notNull().defaultTo(""))
    .addColumn("named", c.integer, (x) => x.notNull().defaultTo(0))
    .addColumn("state", c.text, (x) => x.notNull())
    .addColumn("given_by", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("given_at", c.text, (x) => x.notNull())
    .addColumn("asked_at", c.text)
    .addColumn("consented_at", c.text)
    .addColumn("shared_at", c.text)
    .addColumn("version", c.integer, (x) => x.notNull().defaultTo(1))
    .execute();
  await sql`create index good_practice_shared on good_practice (shared_at, id)
    where state = 'shared'`.execute(db);
  await sql`create index good_practice_waiting on good_practice (asked_at, id)
    where state in ('asked', 'consented')`.execute(db);
  await db.schema
    .createIndex("good_practice_worker")
    .on("good_practice")
    .columns(["worker_id", "given_at"])
    .execute();
}
