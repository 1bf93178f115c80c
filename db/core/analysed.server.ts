/**
 * Owns what the database knows of how many rows its tables hold, from which it plans every read.
 * Practice: looked at beside everyone's reading, once a day, and within a minute of an import or a
 * migration; from a sample, and in SQLite only where a table has grown or shrunk tenfold, since there
 * nobody writes meanwhile.
 */
import { sql } from "kysely";
import { dateInLondon } from "~/rules/core/dates";
import { migrations } from "../migrations/all";
import { transactApart } from "./apart.server";
import { dialectOf } from "./columns";
import type { Stamp } from "./events.server";
import type { Db, Tx } from "./open.server";

/** Kept among the settings, so that of several servers one does it. */
const key = "database.analysed";

/** Rows of an index that SQLite looks at, at most: enough to plan by, however many there are. */
const sample = sql.lit(400);

async function analyse(db: Db): Promise<void> {
  if (dialectOf(db) === "postgres") {
    await transactApart(db, (tx) => sql`analyze`.execute(tx));
    return;
  }
  await transactApart(db, async (tx) => {
    await sql`pragma analysis_limit = ${sample}`.execute(tx);
    // ANALYZE (2) wherever it is due, also for tables that this connection never read (65536).
    await sql`pragma optimize = 65538`.execute(tx);
  });
  // What another connection found is otherwise read when the database is next opened.
  await sql`analyze sqlite_schema`.execute(db);
}

/** Does so unless it was done today, for the tables as they are now; answers whether it did. */
export async function analyseOnceADay(
  db: Db,
  { systemAt }: Pick<Stamp, "systemAt">,
): Promise<boolean> {
  const schema = Object.keys(migrations).at(-1);
  const value = JSON.stringify(`${dateInLondon(new Date(systemAt))} ${schema}`);
  const mine = await db
    .insertInto("setting")
    .values({ key, value })
    .onConflict((c) => c.column("key").doUpdateSet({ value }).where("setting.value", "<>", value))
    .returning("key")
    .executeTakeFirst();
  if (!mine) return false;
  await analyse(db);
  return true;
}

/** Has it done again within a minute: much has changed. */
export async function analyseSoon(tx: Tx): Promise<void> {
  await tx.deleteFrom("setting").where("key", "=", key).execute();
}
