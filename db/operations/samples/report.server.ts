/**
 * Owns the one-page report as read, and closing a thematic audit or dip sample.
 * Practice: on closing, its cases are final and one that nobody reviewed is withdrawn, so that no share is of cases never read.
 */
import type { AuditState } from "~/rules/audits/audits";
import { advanceExercise } from "~/rules/exercises/exercises";
import { hasAnyAnswer } from "~/rules/samples/samples";
import type { Question } from "~/rules/tools/tools";
import { lockAudit } from "../../audits/audits.server";
import { moveAudit } from "../../audits/moves.server";
import { appendEvent, type Stamp } from "../../core/events.server";
import type { Tx } from "../../core/open.server";
import { mustChange } from "../../core/versions.server";
import type { Exercise } from "../../exercises/exercises.server";
import { listSampleCases } from "../../samples/cases.server";
import { caseAnswersOf, listGridAnswers } from "../../samples/grid.server";
import { withdrawSampleCase } from "./chosen-cases.server";

/** Moves that lead from a state to final: nobody corrects a sample, so nothing waits on the way. */
const movesToFinal: Partial<Record<AuditState, ("start" | "submit" | "close" | "finish")[]>> = {
  allocated: ["start", "submit", "close", "finish"],
  started: ["submit", "close", "finish"],
  submitted: ["close", "finish"],
};

export type Closing = { reviewed: number; withdrawn: number };

/**
 * Closes an exercise; answers how many cases were reviewed, or null (and nothing is written) when
 * no case has any answer. Throws Conflict when the exercise changed since it was read.
 */
export async function closeSample(
  tx: Tx,
  stamp: Stamp,
  exercise: Pick<Exercise, "id" | "version" | "state" | "moderated">,
  questions: readonly Question[],
): Promise<Closing | null> {
  const move = advanceExercise(exercise, "close");
  if (!move.ok) throw new Error(move.message);
  const stream = `exercise:${exercise.id}` as const;
  const listed = await listSampleCases(tx, exercise.id);
  const ids = listed.map(({ auditId }) => auditId).sort();
  for (const id of ids) await lockAudit(tx, id);
  const cases = await listSampleCases(tx, exercise.id);
  const stored = await listGridAnswers(tx, ids);
  const isRead = (auditId: string) =>
    hasAnyAnswer(caseAnswersOf(questions, stored.get(auditId) ?? []));
  const reviewed = cases.filter(({ auditId }) => isRead(auditId));
  if (reviewed.length === 0) return null;
  mustChange(
    stream,
    await tx
      .updateTable("exercise")
      .set({ state: move.next, closed_at: stamp.at, version: exercise.version + 1 })
      .where("id", "=", exercise.id)
      .where("version", "=", exercise.version)
      .executeTakeFirst(),
  );
  for (const { auditId, state, version } of cases) {
    if (!isRead(auditId)) {
      const audit = { id: auditId, state, version };
      await withdrawSampleCase(tx, stamp, exercise.id, audit, "Not reviewed when it was closed");
      continue;
    }
    for (const step of movesToFinal[state] ?? []) {
      await moveAudit(tx, stamp, auditId, step, alsoFor[step](stamp.at));
    }
  }
  const closing = { reviewed: reviewed.length, withdrawn: cases.length - reviewed.length };
  await appendEvent(tx, stamp, {
    stream,
    kind: "exercise.closed",
    before: { state: exercise.state },
    after: { state: move.next, ...closing },
  });
  return closing;
}

const alsoFor = {
  start: (at: string) => ({ started_at: at }),
  submit: (at: string) => ({ submitted_at: at }),
  close: () => ({}),
  finish: (at: string) => ({ final_at: at }),
};
