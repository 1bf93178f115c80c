/** An index that leads to the calibrations that were closed last. */
import type { Kysely } from "kysely";
import type { Schema } from "../core/schema";

export async function up(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createIndex("calibration_closed_at")
    .on("calibration")
    .columns(["state", "closed_at"])
    .execute();
}
