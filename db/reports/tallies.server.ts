/**
 * Owns the tallies: judgements of final audits counted by exercise, basis, responsible team and its
 * service, cohort, area and code.
 * Practice: kept in the transaction that makes an audit final, always written in key order (any
 * other order deadlocks PostgreSQL); re-audits are left out, so that a cycle's figures stay a
 * sample of its cases. An auditor's and a moderator's are those they first gave: what a return
 * changed in them shows in the final ones.
 */

import { sql } from "kysely";
import { movedCounts } from "~/rules/core/moved-counts";
import { countsInCycle } from "../core/counted.server";
import type { Db, Tx } from "../core/open.server";
import type { TallyTable } from "../core/schema";

/** How many rows one insert carries at most: both databases limit the bound values. */
const atOnce = 100;

const keyColumns = [
  "exercise_id",
  "basis",
  "team_id",
  "service_id",
  "cohort",
  "area",
  "judgement",
] as const;

/** Adds the judgements of audits that have just become final, once each. */
export const addToTallies = async (tx: Tx, auditIds: string[]): Promise<void> =>
  addCounts(tx, await countJudgements(tx, auditIds));

/** Changes judgements of final audits, and what is counted of them by as much. */
export async function moveWithTallies(
  tx: Tx,
  auditIds: string[],
  change: () => Promise<void>,
): Promise<void> {
  const before = await countJudgements(tx, auditIds);
  await change();
  const moved = movedCounts(before, await countJudgements(tx, auditIds), keyOf);
  await addCounts(tx, moved);
  const exercises = new Set(moved.map(({ exercise_id }) => exercise_id));
  for (const id of exercises) {
    await tx.deleteFrom("tally").where("exercise_id", "=", id).where("count", "=", 0).execute();
  }
}

/** In key order; what was counted before may be less now. */
async function addCounts(tx: Tx, counted: readonly TallyTable[]): Promise<void> {
  for (let start = 0; start < counted.length; start += atOnce) {
    await tx
      .insertInto("tally")
      .values(counted.slice(start, start + atOnce))
      .onConflict((conflict) =>
        conflict
          .columns([...keyColumns])
          .doUpdateSet({ count: sql<number>`tally.count + excluded.count` }),
      )
      .execute();
  }
}

const keyOf = (row: Omit<TallyTable, "count">): string =>
  keyColumns.map((column) => row[column]).join(" ");

/** In key order. Without ids, of every final audit there is. */
async function countJudgements(db: Db, auditIds: string[] | null): Promise<TallyTable[]> {
  const totals = new Map<string, TallyTable>();
  const batches =
    auditIds === null
      ? [null]
      : Array.from({ length: Math.ceil(auditIds.length / atOnce) }, (_, i) =>
          auditIds.slice(i * atOnce, (i + 1) * atOnce),
        );
  for (const batch of batches) {
    let query = db
      .selectFrom("judgement")
      .innerJoin("audit", "audit.id", "judgement.audit_id")
      .select(["audit.exercise_id", "judgement.source as basis", "judgement.team_id"])
      .select(["judgement.service_id", "audit.cohort", "judgement.area", "judgement.judgement"])
      .select(sql<number>`cast(count(*) as integer)`.as("count"))
      .where("audit.state", "=", "final")
      .where(countsInCycle())
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("judgement as earlier")
              .select("earlier.round")
              .whereRef("earlier.audit_id", "=", "judgement.audit_id")
              .whereRef("earlier.source", "=", "judgement.source")
              .whereRef("earlier.round", "<", "judgement.round"),
          ),
        ),
      )
      .groupBy(["audit.exercise_id", "judgement.source", "judgement.team_id"])
      .groupBy(["judgement.service_id", "audit.cohort", "judgement.area", "judgement.judgement"]);
    if (batch) query = query.where("audit.id", "in", batch);
    for (const row of await query.execute()) {
      const key = keyOf(row);
      const held = totals.get(key);
      if (held) held.count += row.count;
      else totals.set(key, { ...row });
    }
  }
  return [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export type TallyDifference = Omit<TallyTable, "count"> & { kept: number; counted: number };

/** Recounts every tally from the judgements; empty when all are right. Reads everything. */
export async function unscopedTallyDifferences(db: Db): Promise<TallyDifference[]> {
  const counted = new Map(
    (await countJudgements(db, null)).map((row) => [keyOf(row), row] as const),
  );
  const kept = new Map(
    (await db.selectFrom("tally").selectAll().execute()).map((row) => [keyOf(row), row] as const),
  );
  const differences: TallyDifference[] = [];
  for (const key of [...new Set([...counted.keys(), ...kept.keys()])].sort()) {
    const row = counted.get(key) ?? kept.get(key);
    const numbers = { kept: kept.get(key)?.count ?? 0, counted: counted.get(key)?.count ?? 0 };
    if (!row || numbers.kept === numbers.counted) continue;
    const { count: _, ...place } = row;
    differences.push({ ...place, ...numbers });
  }
  return differences;
}
