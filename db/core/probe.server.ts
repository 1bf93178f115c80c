/**
 * Owns finding out whether the database reads and writes, with as little as can be read and written.
 */
import type { Db } from "./open.server";

export async function probeRead(db: Db): Promise<void> {
  await db.selectFrom("setting").select("key").limit(1).execute();
}

/** Writes for real: a disk that is full lets everyone read. */
export async function probeWrite(db: Db): Promise<void> {
  const value = JSON.stringify(new Date().toISOString());
  await db
    .insertInto("setting")
    .values({ key: "readiness.probe", value })
    .onConflict((c) => c.column("key").doUpdateSet({ value }))
    .execute();
}
