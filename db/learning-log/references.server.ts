/** Owns the numbers that actions and learnings are called by: each the next that is free. */
import type { Tx } from "../core/open.server";

/** The next free number; two transactions at once wait for each other on one row. */
export async function nextReference(tx: Tx, table: "action" | "learning"): Promise<number> {
  const key = table === "action" ? "actions.lock" : "learning.lock";
  await tx
    .insertInto("setting")
    .values({ key, value: "null" })
    .onConflict((c) => c.column("key").doUpdateSet({ value: "null" }))
    .execute();
  const last = await tx
    .selectFrom(table)
    .select("reference")
    .orderBy("reference", "desc")
    .limit(1)
    .executeTakeFirst();
  return (last?.reference ?? 0) + 1;
}
