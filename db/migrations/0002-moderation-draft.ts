/** What a moderator has typed before committing: kept with the moderation, shown to nobody else. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("moderation")
    .addColumn("draft", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
}
