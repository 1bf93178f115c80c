/**
 * Owns the sealed order as stored: drawn once at release, added to by swaps and by what joins later.
 * Practice: what was drawn is kept with the list it was drawn over, so that it can be drawn again;
 * only the audit that has a place changes, by a swap. No page reads this before auditing is closed.
 */
import { certainFrom } from "~/rules/moderation/certain";
import type { Percentages } from "~/rules/moderation/moderation";
import {
  commitmentOf,
  drawOrder,
  fingerprintList,
  isSealed,
  joinOrder,
  type KeptOrder,
  type Placed,
  sealedAlgorithm,
} from "~/rules/moderation/sealed-order";
import type { Chance, SelectionReason } from "~/rules/moderation/selection";
import { flag } from "../core/columns";
import { countsInCycle, isNotWithdrawn } from "../core/counted.server";
import type { Db, Tx } from "../core/open.server";

/** What an exercise says of its moderation. */
export type ModerationPlan = {
  algorithm: string;
  seed: string;
  fingerprint: string;
  percentages: Percentages;
  certain: ReturnType<typeof certainFrom>;
};

export async function findModerationPlan(db: Db, exerciseId: string): Promise<ModerationPlan> {
  const row = await db
    .selectFrom("exercise")
    .select(["moderation_algorithm", "moderation_seed", "moderation_fingerprint"])
    .select(["moderation_from", "moderation_to", "moderation_certain"])
    .where("id", "=", exerciseId)
    .executeTakeFirstOrThrow();
  return {
    algorithm: row.moderation_algorithm,
    seed: row.moderation_seed,
    fingerprint: row.moderation_fingerprint,
    percentages: { from: row.moderation_from, to: row.moderation_to },
    certain: certainFrom(JSON.parse(row.moderation_certain) as string[]),
  };
}

/** What may be said of a sealed order before auditing is closed; null where none was sealed. */
export async function findSeal(
  db: Db,
  exerciseId: string,
): Promise<{ commitment: string; fingerprint: string } | null> {
  const { algorithm, seed, fingerprint } = await findModerationPlan(db, exerciseId);
  return isSealed(algorithm) ? { commitment: commitmentOf(seed), fingerprint } : null;
}

/** A place of the order: the audit that was drawn for it, and the one that has it now. */
export type KeptPlace = Placed & { auditNow: string; chance: number | null; sampled: boolean };

/** The order of an exercise by place; empty before release, and where nothing is moderated. */
export async function listOrder(db: Db, exerciseId: string): Promise<KeptPlace[]> {
  const rows = await db
    .selectFrom("moderation_order")
    .selectAll()
    .where("exercise_id", "=", exerciseId)
    .orderBy("place")
    .execute();
  return rows.map((row) => ({
    auditId: row.drawn_id,
    teamId: row.team_id,
    auditorId: row.auditor_id,
    auditNow: row.audit_id,
    place: row.place,
    picked: row.picked === 1,
    turn: row.turn,
    joined: row.joined,
    chance: row.chance,
    sampled: row.sampled === 1,
  }));
}

/**
 * Draws the order of a cycle that has none yet, and gives a place in it to every audit that counts
 * and has none. Hold the exercise before.
 */
export async function keepOrder(tx: Tx, exerciseId: string): Promise<KeptPlace[]> {
  const order = await listOrder(tx, exerciseId);
  const placed = new Set(order.map(({ auditNow }) => auditNow));
  const rows = await tx
    .selectFrom("audit")
    .select(["id", "team_id", "auditor_id"])
    .where("exercise_id", "=", exerciseId)
    .where(countsInCycle())
    .where(isNotWithdrawn())
    .orderBy("id")
    .execute();
  const unplaced = rows
    .filter(({ id }) => !placed.has(id))
    .map((row) => ({ auditId: row.id, teamId: row.team_id, auditorId: row.auditor_id ?? "" }));
  if (unplaced.length === 0) return order;
  const plan = await findModerationPlan(tx, exerciseId);
  if (order.length === 0) {
    const drawn = drawOrder(plan.seed, unplaced, plan.percentages);
    await insertPlaces(tx, exerciseId, drawn);
    await tx
      .updateTable("exercise")
      .set({
        moderation_fingerprint: fingerprintList(unplaced),
        // A cycle that was under way when the rule changed keeps the name of the first one.
        ...(plan.algorithm === "" ? { moderation_algorithm: sealedAlgorithm } : {}),
      })
      .where("id", "=", exerciseId)
      .execute();
  } else {
    for (const late of unplaced) await join(tx, exerciseId, plan.seed, late);
  }
  return listOrder(tx, exerciseId);
}

async function join(
  tx: Tx,
  exerciseId: string,
  seed: string,
  late: { auditId: string; teamId: string; auditorId: string },
): Promise<void> {
  const after = joinOrder(seed, await listOrder(tx, exerciseId), late);
  const own = after.find(({ auditId }) => auditId === late.auditId);
  if (!own) return;
  for (const column of ["place", "turn"] as const)
    await tx
      .updateTable("moderation_order")
      .set((eb) => ({ [column]: eb(column, "+", 1) }))
      .where("exercise_id", "=", exerciseId)
      .where(column, ">=", own[column])
      .execute();
  await insertPlaces(tx, exerciseId, [own]);
}

async function insertPlaces(tx: Tx, exerciseId: string, places: readonly Placed[]): Promise<void> {
  // SQLite binds 32,766 values at most.
  for (let from = 0; from < places.length; from += 1000)
    await tx
      .insertInto("moderation_order")
      .values(
        places.slice(from, from + 1000).map((one) => ({
          exercise_id: exerciseId,
          drawn_id: one.auditId,
          team_id: one.teamId,
          auditor_id: one.auditorId,
          audit_id: one.auditId,
          place: one.place,
          picked: flag(one.picked),
          turn: one.turn,
          joined: one.joined,
          chance: null,
          sampled: 0 as const,
        })),
      )
      .execute();
}

/** An audit that comes in by a swap has the place of the one that it replaces. */
export async function takePlace(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx
    .updateTable("moderation_order")
    .set({ audit_id: toId })
    .where("audit_id", "=", fromId)
    .execute();
}

/** Keeps what each audit's chance was, and which of them estimates are made from. */
export async function saveChances(
  tx: Tx,
  exerciseId: string,
  chances: ReadonlyMap<string, Chance>,
): Promise<void> {
  await tx
    .updateTable("moderation_order")
    .set({ chance: null, sampled: 0 })
    .where("exercise_id", "=", exerciseId)
    .execute();
  const alike = new Map<string, Chance & { ids: string[] }>();
  for (const [id, one] of chances) {
    const key = JSON.stringify(one);
    const group = alike.get(key) ?? { ...one, ids: [] };
    group.ids.push(id);
    alike.set(key, group);
  }
  for (const { chance, sampled, ids } of alike.values())
    await tx
      .updateTable("moderation_order")
      .set({ chance, sampled: flag(sampled) })
      .where("exercise_id", "=", exerciseId)
      .where("audit_id", "in", ids)
      .execute();
}

/** The order with what it was drawn from, as it can be drawn again; null where none is kept. */
export async function findKeptOrder(
  db: Db,
  exerciseId: string,
): Promise<(Omit<KeptOrder, "order"> & { order: KeptPlace[] }) | null> {
  const order = await listOrder(db, exerciseId);
  if (order.length === 0) return null;
  const { certain: _, ...plan } = await findModerationPlan(db, exerciseId);
  return { ...plan, order };
}

/** The case references of the audits that have a place, by audit. */
export async function listOrderNames(db: Db, exerciseId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("moderation_order")
    .innerJoin("audit", "audit.id", "moderation_order.audit_id")
    .innerJoin("case_record", "case_record.id", "audit.case_id")
    .select(["audit.id", "case_record.reference"])
    .where("moderation_order.exercise_id", "=", exerciseId)
    .execute();
  return new Map(rows.map((row) => [row.id, row.reference]));
}

/** The exercises with a sealed order, for whoever counts everything again. */
export async function listSealed(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom("exercise")
    .select("id")
    .where("moderation_algorithm", "=", sealedAlgorithm)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** Why each audit of the cycle that is moderated is: what an exception to the range is told from. */
export async function listReasons(db: Db, exerciseId: string): Promise<SelectionReason[]> {
  const rows = await db
    .selectFrom("moderation")
    .innerJoin("audit", "audit.id", "moderation.audit_id")
    .select(["audit.id", "moderation.reason"])
    .where("moderation.exercise_id", "=", exerciseId)
    .where(countsInCycle())
    .where(isNotWithdrawn())
    .orderBy("moderation.round")
    .execute();
  return [...new Map(rows.map((row) => [row.id, row.reason as SelectionReason])).values()];
}
