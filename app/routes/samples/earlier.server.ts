/** Owns what stands beside a sample: the last closed one of its service that asked the same. */
import { type Tally, tallyAnswers } from "~/rules/samples/samples";
import { sameQuestions, thenAndNow } from "~/rules/samples/then-and-now";
import type { Question } from "~/rules/tools/tools";
import type { Guarded } from "~/server/guard.server";
import { type Exercise, findExercise } from "~db/exercises/exercises.server";
import { listSampleCases } from "~db/samples/cases.server";
import { listSamplesBefore } from "~db/samples/earlier.server";
import { caseAnswersOf, listGridAnswers } from "~db/samples/grid.server";

/** The latest that this person may read; null where none asked the same. */
export async function besideEarlier(
  { db, subject, may }: Guarded<Exercise>,
  questions: readonly Question[],
  tallies: readonly Tally[],
) {
  for (const one of await listSamplesBefore(db, subject)) {
    if (sameQuestions(questions, one.questions).length === 0) continue;
    const access = (await findExercise(db, one.id))?.access;
    if (!may("exercises.read-report", access)) continue;
    const cases = await listSampleCases(db, one.id);
    const stored = await listGridAnswers(
      db,
      cases.map(({ auditId }) => auditId),
    );
    const before = tallyAnswers(
      one.questions,
      cases.map(({ auditId }) => caseAnswersOf(one.questions, stored.get(auditId) ?? [])),
    );
    return { id: one.id, title: one.title, month: one.month, rows: thenAndNow(tallies, before) };
  }
  return null;
}
