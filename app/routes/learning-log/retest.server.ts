import { paths } from "~/paths";
import type { Actor } from "~/rules/access/people";
import { may, mayEver, scopeOf } from "~/rules/access/permission";
import { formatDate } from "~/rules/core/dates";
import { fold } from "~/rules/core/folding";
import { exerciseStateNames } from "~/rules/exercises/exercises";
import { testedIn } from "~/rules/learning-log/action-moves";
import { tallyAnswers, tallyInWords } from "~/rules/samples/samples";
import type { Step } from "~/ui/steps";
import type { Db } from "~db/core/open.server";
import { findExercise, findToolVersion } from "~db/exercises/exercises.server";
import type { Action } from "~db/learning-log/action-record.server";
import { findRetestToPlan, listRetests, type Retest } from "~db/learning-log/retests.server";
import { listSampleCases } from "~db/samples/cases.server";
import { caseAnswersOf, listGridAnswers } from "~db/samples/grid.server";

/** The dip samples that test an action again, as steps of its thread. */
export async function readRetests(db: Db, actor: Actor, action: Action): Promise<Step[]> {
  if (action.level === "child") return [];
  const retests = await listRetests(db, action.id);
  return Promise.all(retests.map((retest) => stepOf(db, actor, action, retest)));
}

async function stepOf(db: Db, actor: Actor, action: Action, retest: Retest): Promise<Step> {
  const name = "Tested again";
  const { exercise, question } = retest;
  if (!exercise) {
    const plans =
      mayEver(actor, "exercises.plan-dip-sample") &&
      (await findRetestToPlan(db, scopeOf(actor, "learning-log.verify"), retest.id)) !== null;
    return {
      name,
      state: testedIn.includes(action.status) ? "current" : "to-come",
      words: `Ordered: ${question}`,
      ...(plans ? { href: paths.exercises.planDipSample({ retest: retest.id }) } : {}),
    };
  }
  const found = await findExercise(db, exercise.id);
  const readable = found && may("exercises.read-report", actor, found.access);
  const href = readable ? { href: paths.exercises.summary(exercise.id) } : {};
  if (exercise.state === "closed")
    return { name, state: "done", words: await resultOf(db, retest), ...href };
  const on = found?.auditsDueOn ? `, by ${formatDate(found.auditsDueOn)}` : "";
  return {
    name,
    state: exercise.state === "cancelled" ? "done" : "to-come",
    words: `${exercise.title}: ${exerciseStateNames[exercise.state].toLowerCase()}${on}`,
    ...href,
  };
}

/** What the cases of a closed sample answered to the question, in words. */
async function resultOf(db: Db, { exercise, question }: Retest): Promise<string> {
  const found = exercise ? await findExercise(db, exercise.id) : null;
  const version = found?.toolVersionId ? await findToolVersion(db, found.toolVersionId) : null;
  const questions = version?.definition.questions ?? [];
  const asked = questions.find(({ text }) => fold(text) === fold(question));
  if (!exercise || !asked) return exercise?.title ?? "";
  const cases = await listSampleCases(db, exercise.id);
  const stored = await listGridAnswers(
    db,
    cases.map(({ auditId }) => auditId),
  );
  const [tally] = tallyAnswers(
    [asked],
    cases.map(({ auditId }) => caseAnswersOf(questions, stored.get(auditId) ?? [])),
  );
  return tally ? `${question} ${tallyInWords(tally)}` : exercise.title;
}
