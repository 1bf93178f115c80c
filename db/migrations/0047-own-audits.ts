/** Indexes that lead to someone's own audits in every state, the latest first, in place of final ones alone. */
import { type Kysely, sql } from "kysely";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  for (const whose of ["auditor", "worker"]) {
    await sql`drop index ${sql.ref(`audit_final_${whose}`)}`.execute(db);
    await db.schema
      .createIndex(`audit_of_${whose}`)
      .on("audit")
      .columns([`${whose}_id`, "id"])
      .execute();
  }
  await db.schema
    .createIndex("moderation_of_moderator")
    .on("moderation")
    .columns(["moderator_id", "id"])
    .execute();
}
