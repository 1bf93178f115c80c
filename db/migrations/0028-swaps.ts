/**
 * A swap is a row of its own: who made it, when, and which reserves were left out. Until now that
 * was read from the history of the audit that came in, from which the past is copied.
 */
import { type Kysely, sql } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .createTable("swap")
    .addColumn("audit_id", c.text, (x) =>
      x.primaryKey().notNull().references("audit.id").onDelete("cascade"),
    )
    .addColumn("swapped_by", c.text, (x) => x.references("person.id"))
    .addColumn("swapped_at", c.text, (x) => x.notNull())
    .addColumn("left_out", c.text, (x) => x.notNull())
    .execute();
  const told = await db
    .selectFrom("audit")
    .innerJoin("event", (join) =>
      join
        .on(sql`event.stream`, "=", sql`'audit:' || audit.id`)
        .on("event.kind", "=", "audit.swapped"),
    )
    .innerJoin("event_body", "event_body.event_id", "event.id")
    .select(["audit.id", "event.actor_id", "event.at", "event_body.after"])
    .where("audit.origin", "=", "swapped")
    .execute();
  for (const { id, actor_id, at, after } of told) {
    const { passedOver = [] } = JSON.parse(after ?? "{}") as { passedOver?: string[] };
    await db
      .insertInto("swap")
      .values({
        audit_id: id,
        swapped_by: actor_id,
        swapped_at: at,
        left_out: JSON.stringify(passedOver),
      })
      .execute();
  }
}
