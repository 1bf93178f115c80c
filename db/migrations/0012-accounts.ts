/**
 * Links with which people choose a password, wrong sign-ins counted by where they come from and
 * alike for addresses that nobody has, what is still to be said of them, when an account was first
 * and last used, and when a session was last used.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));

  await db.schema
    .createTable("password_link")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("person_id", c.text, (x) => x.notNull().references("person.id"))
    .addColumn("purpose", c.text, (x) => x.notNull())
    .addColumn("made_by", c.text, (x) => x.references("person.id"))
    .addColumn("made_at", c.text, (x) => x.notNull())
    .addColumn("token_digest", c.text, (x) => x.unique())
    .addColumn("expires_at", c.text)
    .addColumn("used_at", c.text)
    .addColumn("ended_at", c.text)
    .execute();
  await db.schema
    .createIndex("password_link_person_id")
    .on("password_link")
    .columns(["person_id", "made_at"])
    .execute();

  await db.schema
    .createTable("sign_in_count")
    .addColumn("key", c.text, (x) => x.primaryKey().notNull())
    .addColumn("failures", c.integer, (x) => x.notNull())
    .addColumn("counted_from", c.text, (x) => x.notNull())
    .addColumn("wait_until", c.text)
    .addColumn("known_until", c.text)
    .addColumn("keep_until", c.text, (x) => x.notNull())
    .execute();
  await db.schema
    .createIndex("sign_in_count_keep_until")
    .on("sign_in_count")
    .column("keep_until")
    .execute();

  await db.schema
    .createTable("sign_in_note")
    .addColumn("id", c.text, (x) => x.primaryKey().notNull())
    .addColumn("kind", c.text, (x) => x.notNull())
    .addColumn("email_folded", c.text, (x) => x.notNull())
    .addColumn("at", c.text, (x) => x.notNull())
    .addColumn("system_at", c.text, (x) => x.notNull())
    .execute();

  await db.schema.alterTable("auth_account").addColumn("signed_in_at", c.text).execute();
  // Who has chosen a password of their own has been here, even where no sign-in was written down.
  await sql`update auth_account set signed_in_at = coalesce(
    (select max(system_at) from event
      where stream = 'person:' || auth_account.person_id and kind = 'account.signed-in'),
    case when must_change = 0 then password_changed_at end)`.execute(db);
  // Wrong passwords no longer lock: what an administrator locked stays locked.
  await sql`update auth_account set locked_until = null
    where locked_until is not null and locked_until < '9999'`.execute(db);
  await db.schema.alterTable("auth_account").dropColumn("failures").execute();

  await db.schema
    .alterTable("auth_session")
    .addColumn("seen_at", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.updateTable("auth_session").set({ seen_at: new Date().toISOString() }).execute();
}
