/** An index that leads to the actions of a theme in a state, so that they are counted along it. */
import { type Kysely, sql } from "kysely";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  await sql`create index action_theme_status on action (theme, status, level, due_on)`.execute(db);
}
