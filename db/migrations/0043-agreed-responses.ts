/**
 * Who agreed a team's response to its report or sent it back, and since when an answer waits for
 * that. Answers given before wait for nobody.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  const people = ["answered_for", "agreed_by", "sent_back_by"] as const;
  for (const name of people) {
    await db.schema
      .alterTable("response")
      .addColumn(name, c.text, (x) => x.references("person.id"))
      .execute();
  }
  for (const name of ["to_agree_since", "agreed_at", "sent_back_at"] as const) {
    await db.schema.alterTable("response").addColumn(name, c.text).execute();
  }
  await db.schema
    .alterTable("response")
    .addColumn("missing", c.text, (x) => x.notNull().defaultTo(""))
    .execute();
  await db.schema
    .createIndex("response_to_agree_since")
    .on("response")
    .columns(["to_agree_since"])
    .execute();
}
