/**
 * Owns choosing the cases or records of a thematic audit or a dip sample by hand, and withdrawing one.
 * Practice: what is chosen by hand says why.
 */
import { type AuditState, advance } from "~/rules/audits/audits";
import { advanceExercise } from "~/rules/exercises/exercises";
import { isOfCases } from "~/rules/samples/records";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import type { Exercise } from "../../exercises/exercises.server";
import { listSampleCases } from "../../samples/cases.server";
import { addAudit } from "../sampling/drawn-audits.server";

type ToChange = Pick<Exercise, "id" | "version" | "state" | "moderated" | "of">;

/**
 * Adds cases, or records of the list, chosen by hand with the reason; those already in are left out.
 * Answers how many came in. Throws Conflict when the exercise changed since it was read.
 */
export async function addChosenCases(
  tx: Tx,
  stamp: Stamp,
  exercise: ToChange,
  ids: readonly string[],
  reason: string,
): Promise<number> {
  const move = advanceExercise(exercise, "draw");
  if (!move.ok) throw new Error(move.message);
  const there = new Set(
    (await listSampleCases(tx, exercise.id)).map(({ caseId, record }) => caseId ?? record?.id),
  );
  const fresh = [...new Set(ids)].filter((id) => !there.has(id));
  if (fresh.length === 0) return 0;
  const stream = `exercise:${exercise.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ state: move.next, version: exercise.version + 1 })
      .where("id", "=", exercise.id)
      .where("version", "=", exercise.version)
      .executeTakeFirst(),
  );
  const ofCases = isOfCases(exercise.of);
  for (const id of fresh) {
    const what = ofCases ? { caseId: id } : { caseId: null, recordId: id };
    await addAudit(tx, stamp, { exerciseId: exercise.id, ...what, origin: "chosen", reason });
  }
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.cases-chosen",
    before: { state: exercise.state },
    after: { state: move.next, cases: fresh.length, reason },
  });
  return fresh.length;
}

/** Takes a case out, with the reason; throws Conflict when it changed since `version`. */
export async function withdrawSampleCase(
  tx: Tx,
  stamp: Stamp,
  exerciseId: string,
  audit: { id: string; state: AuditState; version: number },
  reason: string,
): Promise<void> {
  const step = advance(audit.state, "withdraw");
  if (!step.ok) throw new Error(step.message);
  const stream = `audit:${audit.id}` as const;
  mustChange(
    stream,
    await tx
      .updateTable("audit")
      .set({ state: step.next, version: audit.version + 1 })
      .where("id", "=", audit.id)
      .where("exercise_id", "=", exerciseId)
      .where("version", "=", audit.version)
      .executeTakeFirst(),
  );
  await appendEvent(tx, stamp, {
    stream,
    kind: "audit.withdrawn",
    before: { state: audit.state },
    after: { state: step.next, reason },
  });
  await appendEvent(tx, stamp, {
    stream: `exercise:${exerciseId}`,
    kind: "exercise.case-removed",
    after: { auditId: audit.id, reason },
  });
}
