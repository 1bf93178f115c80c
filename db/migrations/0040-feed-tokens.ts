/** Tokens that programs read the feed with, and on which days they were used. */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("feed_token")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("name", c.text, (x) => x.notNull())
    .addColumn("digest", c.text, (x) => x.notNull())
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addColumn("expires_at", c.text, (x) => x.notNull())
    .addColumn("revoked_at", c.text)
    .addColumn("revoked_by", c.text, (x) => x.references("person.id"))
    .execute();
  await db.schema
    .createIndex("feed_token_digest")
    .on("feed_token")
    .column("digest")
    .unique()
    .execute();
  await db.schema
    .createIndex("feed_token_person")
    .on("feed_token")
    .columns(["person_id", "made_at"])
    .execute();
  await db.schema
    .createIndex("feed_token_expires")
    .on("feed_token")
    .columns(["expires_at", "id"])
    .execute();
  await db.schema
    .createTable("feed_token_use")
    .addColumn("token_id", c.text, (x) => x.notNull().references("feed_token.id"))
    .addColumn("day", c.text, (x) => x.notNull())
    .addColumn("requests", c.integer, (x) => x.notNull())
    .addColumn("last_at", c.text, (x) => x.notNull())
    .addPrimaryKeyConstraint("feed_token_use_pk", ["token_id", "day"])
    .execute();
}
