/**
 * Who chairs the agreeing of what was answered apart, where that is not whoever leads the exercise.
 */
import type { Kysely } from "kysely";
import { columnsFor, dialectOf } from "../core/columns";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  const c = columnsFor(dialectOf(db));
  await db.schema
    .alterTable("exercise")
    .addColumn("chair_id", c.text, (x) => x.references("person.id"))
    .execute();
}
