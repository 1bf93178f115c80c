/**
 * Owns selection for moderation as stored: at release, as audits arrive, as reasons arise, and once
 * more at the close.
 * Practice: selection happens in the transaction of each deed that may change it, so that moderation
 * never lags the cycle; certain audits always, others by the sealed order, ending inside the range or
 * with the exception named. Nobody takes an audit out by hand, but one that everyone who may
 * moderate has read the grades of.
 */

import {
  chancesAtClose,
  type LiveAudit,
  type SelectionChange,
  selectReAudits,
  selectSealed,
} from "~/rules/moderation/selection";
import { moveAudit } from "../../audits/moves.server";
import type { Stamp } from "../../core/events.server";
import type { Db, Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { holdExercise } from "../../exercises/exercises.server";
import { shareOutModerations } from "../../moderation/moderators.server";
import {
  findModerationPlan,
  type KeptPlace,
  keepOrder,
  listOrder,
  type ModerationPlan,
  saveChances,
} from "../../moderation/order.server";
import {
  addModeration,
  releaseModeration,
  reopenReturned,
  selectAudit,
} from "../../moderation/rows.server";
import { listLive } from "./live-audits.server";

/**
 * Selects as things stand now, in the transaction of whatever may change it: a submission (once the
 * audit is `submitted`, or `selected` when it comes back), a concern, a correction declined, a swap,
 * a withdrawal, one let go, the close of auditing. Nothing before release and after the close.
 */
export async function selectNow(tx: Tx, stamp: Stamp, exerciseId: string): Promise<void> {
  const exercise = await holdModeration(tx, exerciseId);
  if (!exercise?.moderated) return;
  if (exercise.state !== "auditing" && exercise.state !== "moderating") return;
  await reopenReturned(tx, stamp, exerciseId);
  const order = await keepOrder(tx, exerciseId);
  const plan = await findModerationPlan(tx, exerciseId);
  const { live, change } = await weigh(tx, exerciseId, order, plan);
  for (const auditId of change.release) await releaseModeration(tx, stamp, auditId);
  for (const one of change.select) await selectAudit(tx, stamp, exerciseId, one);
  if (exercise.state === "moderating")
    await saveChances(tx, exerciseId, chancesAtClose(order, live, plan));
  await shareOutModerations(tx, stamp, exerciseId);
}

/** After the audit of a deed, where it is known by its id alone. */
export async function selectAgainFor(tx: Tx, stamp: Stamp, auditId: string): Promise<void> {
  const audit = await tx
    .selectFrom("audit")
    .select("exercise_id")
    .where("id", "=", auditId)
    .executeTakeFirst();
  if (audit) await selectNow(tx, stamp, audit.exercise_id);
}

/**
 * Two submissions at once wait for one another here, so that each sees what the other selected; and
 * for whoever is grading or choosing a moderator, so that nothing they did is left out.
 */
export async function holdModeration(tx: Tx, exerciseId: string) {
  const exercise = await holdExercise(tx, exerciseId);
  await tx
    .updateTable("moderation")
    .set((eb) => ({ version: eb.ref("version") }))
    .where("exercise_id", "=", exerciseId)
    .where("state", "=", "selected")
    .execute();
  return exercise;
}

/** What selection would change as things stand, and the exception to name, if there is one. */
export async function findSelection(db: Db, exerciseId: string): Promise<SelectionChange> {
  const order = await listOrder(db, exerciseId);
  const plan = await findModerationPlan(db, exerciseId);
  return (await weigh(db, exerciseId, order, plan)).change;
}

async function weigh(
  db: Db,
  exerciseId: string,
  order: readonly KeptPlace[],
  { percentages, certain }: ModerationPlan,
): Promise<{ live: LiveAudit[]; change: SelectionChange }> {
  const all = await listLive(db, exerciseId, order, certain);
  const live = all.filter(({ isReAudit }) => !isReAudit);
  const change = selectSealed({ live, percentages });
  const apart = selectReAudits(all.filter(({ isReAudit, arrived }) => isReAudit && arrived));
  return { live, change: { ...change, select: [...change.select, ...apart] } };
}

/**
 * Adds one audit by the QA lead's hand, with a reason, and gives it a moderator. Throws Conflict
 * when the audit is no longer merely submitted.
 */
export async function addSelection(
  tx: Tx,
  stamp: Stamp,
  added: { exerciseId: string; auditId: string; note: string },
): Promise<void> {
  await holdModeration(tx, added.exerciseId);
  const stream = `audit:${added.auditId}` as const;
  const audit = await tx
    .selectFrom("audit")
    .select("id")
    .where("id", "=", added.auditId)
    .where("exercise_id", "=", added.exerciseId)
    .where("state", "=", "submitted")
    .executeTakeFirst();
  mustChange(stream, { numUpdatedRows: audit ? 1n : 0n });
  await tx.deleteFrom("moderation_release").where("audit_id", "=", added.auditId).execute();
  await addModeration(tx, stamp, {
    ...added,
    round: 1,
    reason: "added",
    probability: 1,
    moderatorId: null,
  });
  await moveAudit(tx, stamp, added.auditId, "select");
  await shareOutModerations(tx, stamp, added.exerciseId);
}
