/** An index that leads to the actions that ended since a day. */
import { type Kysely, sql } from "kysely";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  await sql`create index action_update_ended on action_update (at)
    where kind in ('verified', 'not-achieved', 'superseded')`.execute(db);
}
