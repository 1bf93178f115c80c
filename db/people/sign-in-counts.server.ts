/**
 * Owns the counts of wrong passwords, by keys that say nothing of the address or the network they
 * are made of.
 * Practice: an address that nobody has is counted just as one that someone has, by the same
 * statements, so that neither words nor time tell them apart.
 */
import { type Count, keepUntil, noFailures } from "~/rules/people/sign-in";
import type { Db, Tx } from "../core/open.server";

const valuesOf = (key: string, count: Count) => ({
  key,
  failures: count.failures,
  counted_from: count.countedFrom,
  wait_until: count.waitUntil,
  known_until: count.knownUntil,
  keep_until: keepUntil(count),
});

/**
 * The counts of these keys in their order, new ones begun, held for the rest of the transaction:
 * attempts that come at once are judged one after another.
 */
export async function holdCounts(tx: Tx, keys: readonly string[], now: Date): Promise<Count[]> {
  const rows = await tx
    .insertInto("sign_in_count")
    .values(keys.toSorted().map((key) => valuesOf(key, noFailures(now))))
    .onConflict((c) =>
      c.column("key").doUpdateSet((eb) => ({ failures: eb.ref("sign_in_count.failures") })),
    )
    .returningAll()
    .execute();
  return keys.map((key) => {
    const row = rows.find((one) => one.key === key);
    if (!row) throw new Error("A count was not given back");
    return {
      failures: row.failures,
      countedFrom: row.counted_from,
      waitUntil: row.wait_until,
      knownUntil: row.known_until,
    };
  });
}

/** Writes the counts of keys that are held. */
export async function saveCounts(
  tx: Tx,
  counts: readonly { key: string; count: Count }[],
): Promise<void> {
  await tx
    .insertInto("sign_in_count")
    .values(counts.map(({ key, count }) => valuesOf(key, count)))
    .onConflict((c) =>
      c.column("key").doUpdateSet((eb) => ({
        failures: eb.ref("excluded.failures"),
        counted_from: eb.ref("excluded.counted_from"),
        wait_until: eb.ref("excluded.wait_until"),
        known_until: eb.ref("excluded.known_until"),
        keep_until: eb.ref("excluded.keep_until"),
      })),
    )
    .execute();
}

/** Forgets counts that count no more; `now` by the machine's clock. */
export async function removeOldCounts(db: Db, now: string): Promise<void> {
  await db.deleteFrom("sign_in_count").where("keep_until", "<=", now).execute();
}
