/**
 * Owns the kept pairs of grades: what the auditor first gave, what the moderator first gave and what
 * became final, of moderated audits, counted by what they were of.
 * Practice: kept in the transaction that makes an audit final, always written in key order (any
 * other order deadlocks PostgreSQL); re-audits are left out, as everywhere in a cycle's figures.
 */
import { type SqlBool, sql } from "kysely";
import { movedCounts } from "~/rules/core/moved-counts";
import type { SelectionReason } from "~/rules/moderation/selection";
import { flag } from "../core/columns";
import { countsInCycle } from "../core/counted.server";
import { type Difference, keptCounts } from "../core/kept-counts.server";
import type { Db, Tx } from "../core/open.server";
import type { GradePairTable } from "../core/schema";

/** How many audits are counted at once. */
const atOnce = 50;

const kept = keptCounts("grade_pair", [
  "exercise_id",
  "tool_version_id",
  "area",
  "team_id",
  "cohort",
  "auditor_id",
  "auditor_grade",
  "moderator_grade",
  "final_grade",
  "blind",
  "random",
]);

/** Adds the pairs of audits that have just become final, once each; those not moderated have none. */
export const addToPairs = async (tx: Tx, auditIds: readonly string[]): Promise<void> =>
  kept.add(tx, await countPairs(tx, auditIds));

/** Changes judgements of final audits, and the pairs kept of them with it. */
export async function moveWithPairs(
  tx: Tx,
  auditIds: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  const before = await countPairs(tx, auditIds);
  await change();
  const moved = movedCounts(before, await countPairs(tx, auditIds), kept.keyOf);
  await kept.add(tx, moved);
  await kept.dropNoughts(
    tx,
    moved.map(({ exercise_id }) => exercise_id),
  );
}

/** The round in which a source first judged the audit. */
const firstRound = (source: GradePairSource) => sql<number>`(select min(earlier.round)
  from judgement as earlier where earlier.audit_id = audit.id and earlier.source = ${source})`;
type GradePairSource = "auditor" | "moderator";

/** In key order. Without ids, of every final audit there is. */
export async function countPairs(
  db: Db,
  auditIds: readonly string[] | null,
): Promise<GradePairTable[]> {
  const totals = new Map<string, GradePairTable>();
  const batches: (readonly string[] | null)[] =
    auditIds === null
      ? [null]
      : Array.from({ length: Math.ceil(auditIds.length / atOnce) }, (_, at) =>
          auditIds.slice(at * atOnce, (at + 1) * atOnce),
        );
  for (const batch of batches) {
    let query = db
      .selectFrom("moderation as decided")
      .innerJoin("audit", "audit.id", "decided.audit_id")
      .innerJoin("exercise", "exercise.id", "audit.exercise_id")
      .innerJoin("moderation as first", "first.audit_id", "audit.id")
      .innerJoin("judgement as own", "own.audit_id", "audit.id")
      .innerJoin("judgement as last", (join) =>
        join
          .onRef("last.audit_id", "=", "own.audit_id")
          .onRef("last.area", "=", "own.area")
          .on("last.source", "=", "final"),
      )
      .leftJoin("judgement as theirs", (join) =>
        join
          .onRef("theirs.audit_id", "=", "own.audit_id")
          .onRef("theirs.area", "=", "own.area")
          .on("theirs.source", "=", "moderator")
          .on(sql<SqlBool>`theirs.round = ${firstRound("moderator")}`),
      )
      .select(["audit.exercise_id", "own.area", "own.team_id", "audit.cohort"])
      .select((eb) =>
        eb.fn.coalesce("exercise.tool_version_id", sql<string>`''`).as("tool_version_id"),
      )
      .select(["own.made_by as auditor_id", "own.judgement as auditor_grade"])
      .select((eb) => eb.fn.coalesce("theirs.judgement", sql<string>`''`).as("moderator_grade"))
      .select(["last.judgement as final_grade", "first.not_blind_reason", "first.reason"])
      .select(sql<number>`cast(count(*) as integer)`.as("count"))
      .where("decided.state", "=", "decided")
      .where("audit.state", "=", "final")
      .where(countsInCycle())
      .where("own.source", "=", "auditor")
      .where(sql<SqlBool>`own.round = ${firstRound("auditor")}`)
      .where(
        sql<SqlBool>`first.round = (select min(round) from moderation where audit_id = audit.id)`,
      )
      .groupBy(["audit.exercise_id", "exercise.tool_version_id", "own.area", "own.team_id"])
      .groupBy(["audit.cohort", "own.made_by", "own.judgement", "theirs.judgement"])
      .groupBy(["last.judgement", "first.not_blind_reason", "first.reason"]);
    if (batch) query = query.where("audit.id", "in", batch);
    for (const { not_blind_reason, reason, ...row } of await query.execute()) {
      const pair: GradePairTable = {
        ...row,
        blind: not_blind_reason === "" ? 1 : 0,
        random: flag((reason as SelectionReason) === "random"),
      };
      const key = kept.keyOf(pair);
      const held = totals.get(key);
      if (held) held.count += pair.count;
      else totals.set(key, pair);
    }
  }
  return [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

export type PairDifference = Difference<GradePairTable>;

/** Recounts every pair from the judgements; empty when all are right. Reads everything. */
export const unscopedPairDifferences = async (db: Db): Promise<PairDifference[]> =>
  kept.differences(
    await db.selectFrom("grade_pair").selectAll().execute(),
    await countPairs(db, null),
  );
