/**
 * Owns the time in which auditors may submit, as stored: later dates for audits, and its end.
 * Practice: every audit extended or withdrawn keeps the reason.
 */

import type { AuditState } from "~/rules/audits/audits";
import { advance } from "~/rules/audits/audits";
import { advanceExercise } from "~/rules/exercises/exercises";
import { deadlineOf } from "~/rules/re-audits/re-audits";
import { tellOfExtension, tellOfWithdrawal } from "../../audits/messages.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import { listOwnDates } from "../../exercises/deadlines.server";
import type { Exercise } from "../../exercises/exercises.server";

type Movable = { id: string; state: AuditState; dueOn: string | null; version: number };

/** Gives audits that are still with their auditors a later date, with the reason. */
export async function extendAudits(
  tx: Tx,
  stamp: Stamp,
  exerciseId: string,
  audits: Movable[],
  to: { dueOn: string; reason: string },
): Promise<void> {
  const own = await listOwnDates(
    tx,
    audits.map(({ id }) => id),
  );
  for (const audit of audits) {
    const stream = `audit:${audit.id}` as const;
    const dueOn = deadlineOf(to.dueOn, own.get(audit.id) ?? null);
    const result = await tx
      .updateTable("audit")
      .set({ due_on: dueOn, version: audit.version + 1 })
      .where("id", "=", audit.id)
      .where("version", "=", audit.version)
      .executeTakeFirstOrThrow();
    mustChange(stream, result);
    await appendEvent(tx, stamp, {
      stream,
      kind: "audit.due-changed",
      before: { dueOn: audit.dueOn },
      after: { ...to, dueOn },
    });
    await tellOfExtension(tx, stamp, { id: audit.id, version: audit.version + 1, dueOn });
  }
  await appendEvent(tx, stamp, {
    stream: `exercise:${exerciseId}`,
    kind: "exercise.extended",
    after: { audits: audits.length, ...to },
  });
}

/**
 * Ends auditing: what is not submitted is withdrawn with one stated reason, and the exercise goes
 * on to moderation. Call the selection of moderation in the same transaction.
 */
export async function closeWindow(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "version" | "state" | "moderated">,
  unsubmitted: Movable[],
  reason: string,
): Promise<void> {
  const move = advanceExercise(exercise, "close-window");
  if (!move.ok) throw new Error(move.message);
  const stream = `exercise:${exercise.id}` as const;
  for (const audit of unsubmitted) {
    const step = advance(audit.state, "withdraw");
    if (!step.ok) throw new Error(step.message);
    const changed = await tx
      .updateTable("audit")
      .set({ state: step.next, version: audit.version + 1 })
      .where("id", "=", audit.id)
      .where("version", "=", audit.version)
      .executeTakeFirstOrThrow();
    mustChange(`audit:${audit.id}`, changed);
    await appendEvent(tx, stamp, {
      stream: `audit:${audit.id}`,
      kind: "audit.withdrawn",
      before: { state: audit.state },
      after: { state: step.next, reason },
    });
    await tellOfWithdrawal(tx, stamp, audit.id);
  }
  // After its audits, in the order of a submission, so that the two wait for each other.
  const result = await tx
    .updateTable("exercise")
    .set({ state: move.next, window_closed_at: stamp.at, version: exercise.version + 1 })
    .where("id", "=", exercise.id)
    .where("version", "=", exercise.version)
    .executeTakeFirstOrThrow();
  mustChange(stream, result);
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.window-closed",
    before: { state: exercise.state },
    after: { state: move.next, withdrawn: unsubmitted.length, reason },
  });
}
