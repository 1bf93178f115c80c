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
import { type Difference, keptCounts } from "../core/kept-counts.server";
import type { Db, Tx } from "../core/open.server";
import type { TallyTable } from "../core/schema";

/** How many audits are counted at once. */
const atOnce = 100;

const kept = keptCounts("tally", [
  "exercise_id",
  "basis",
  "team_id",
  "service_id",
  "cohort",
  "area",
  "judgement",
]);

/** Adds the judgements of audits that have just become final, once each. */
export const addToTallies = async (tx: Tx, auditIds: string[]): Promise<void> =>
  kept.add(tx, await countJudgements(tx, auditIds));

/** Changes judgements of final audits, and what is counted of them by as much. */
export async function moveWithTallies(
  tx: Tx,
  auditIds: string[],
  change: () => Promise<void>,
): Promise<void> {
  const before = await countJudgements(tx, auditIds);
  await change();
  const moved = movedCounts(before, await countJudgements(tx, auditIds), kept.keyOf);
  await kept.add(tx, moved);
  await kept.dropNoughts(
    tx,
    moved.map(({ exercise_id }) => exercise_id),
  );
}

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
      const key = kept.keyOf(row);
      const held = totals.get(key);
      if (held) held.count += row.count;
      else totals.set(key, { ...row });
    }
  }
  return [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export type TallyDifference = Difference<TallyTable>;

/** Recounts every tally from the judgements; empty when all are right. Reads everything. */
export const unscopedTallyDifferences = async (db: Db): Promise<TallyDifference[]> =>
  kept.differences(
    await db.selectFrom("tally").selectAll().execute(),
    await countJudgements(db, null),
  );
