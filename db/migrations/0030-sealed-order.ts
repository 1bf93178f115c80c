/**
 * The sealed order of moderation, and what an exercise says of its moderation: the range, the
 * reasons that are certain, and what selects. Cycles released before keep the first algorithm's name.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

const thenCertain = ["inadequate", "outstanding", "new-auditor", "concern"];
const nowCertain = [...thenCertain, "consistency", "correction"];

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  const texts = { moderation_algorithm: "", moderation_fingerprint: "" };
  for (const [name, value] of Object.entries(texts))
    await db.schema
      .alterTable("exercise")
      .addColumn(name, c.text, (x) => x.notNull().defaultTo(value))
      .execute();
  for (const [name, value] of Object.entries({ moderation_from: 20, moderation_to: 30 }))
    await db.schema
      .alterTable("exercise")
      .addColumn(name, c.integer, (x) => x.notNull().defaultTo(value))
      .execute();
  await db.schema
    .alterTable("exercise")
    .addColumn("moderation_certain", c.text, (x) =>
      x.notNull().defaultTo(JSON.stringify(nowCertain)),
    )
    .execute();
  await db.schema
    .alterTable("audit")
    .addColumn("prompts_answered", c.integer, (x) => x.notNull().defaultTo(0))
    .execute();
  const setting = (key: string, usual: number) =>
    sql<number>`coalesce((select cast(value as integer) from setting where key = ${key}), ${sql.lit(usual)})`;
  await db
    .updateTable("exercise")
    .set({
      moderation_from: setting("moderation.from-percent", 20),
      moderation_to: setting("moderation.to-percent", 30),
    })
    .execute();
  await db
    .updateTable("exercise")
    .set({ moderation_algorithm: "on-arrival-1", moderation_certain: JSON.stringify(thenCertain) })
    .where("moderated", "=", 1)
    .where("released_at", "is not", null)
    .execute();
  await db.schema
    .createTable("moderation_order")
    .addColumn("exercise_id", c.text, (x) => x.notNull().references("exercise.id"))
    .addColumn("drawn_id", c.text, (x) => x.notNull())
    .addColumn("team_id", c.text, (x) => x.notNull())
    .addColumn("auditor_id", c.text, (x) => x.notNull())
    .addColumn("audit_id", c.text, (x) => x.notNull())
    .addColumn("place", c.integer, (x) => x.notNull())
    .addColumn("picked", c.integer, (x) => x.notNull())
    .addColumn("turn", c.integer, (x) => x.notNull())
    .addColumn("joined", c.integer)
    .addColumn("chance", c.real)
    .addColumn("sampled", c.integer, (x) => x.notNull().defaultTo(0))
    .addPrimaryKeyConstraint("moderation_order_pk", ["exercise_id", "drawn_id"])
    .execute();
  await db.schema
    .createIndex("moderation_order_audit_id")
    .on("moderation_order")
    .column("audit_id")
    .execute();
}
