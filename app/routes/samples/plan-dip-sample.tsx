import { useActionData, useLoaderData } from "@remix-run/react";
import { dipSamplePlanForm, namedRows } from "~/forms/samples";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { fold } from "~/rules/core/folding";
import { begunAlready } from "~/rules/exercises/programme";
import { actionReference } from "~/rules/learning-log/learning-log";
import { type Guarded, guarded, noRecord, notFound } from "~/server/guard.server";
import { readPlannedId, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { BackLink, PageHeading } from "~/ui/page";
import { findRetestToPlan, planRetest, type RetestToPlan } from "~db/learning-log/retests.server";
import { addSample } from "~db/operations/samples/samples.server";
import {
  askedFor,
  findChoices,
  findPlannedStart,
  type PlanChoices,
  promptedByIn,
  readPlan,
  startingValues,
} from "./plan.server";
import { PlanForm } from "./plan-form";
import { SubjectChoice } from "./plan-subject";

export const meta = () => [{ title: "Plan a dip sample - Line of Sight" }];

export const loader = guarded("exercises.plan-dip-sample", noRecord, async (guard) => {
  const { db, actor, request, today } = guard;
  const choices = await findChoices(db, actor, "dip-sample", null, today);
  const planned = await findPlannedStart(guard, "dip-sample", askedFor(request));
  const retest = await retestOf(guard);
  if (retest === "gone") throw notFound();
  return {
    choices,
    stored: {
      ...startingValues(actor, choices, today, planned, promptedByIn(request)),
      ...(retest && valuesFor(retest, choices)),
    },
  };
});

export const action = guarded("exercises.plan-dip-sample", noRecord, async (guard) => {
  const { request, db, actor, today, stamp, done } = guard;
  const retest = await retestOf(guard);
  const choices = await findChoices(db, actor, "dip-sample", null, today);
  const read = await readPlan(request, dipSamplePlanForm, db, choices, today);
  if (!read.done) return read.response;
  if (retest === "gone") return overtaken(read.typed, testedAlready);
  if (retest && !read.plan.questions.some(({ text }) => fold(text) === fold(retest.question)))
    return refuseWith(
      read.typed,
      `Keep the question that shows whether ${actionReference(retest.action.reference)} worked: “${retest.question}”`,
      "questions.q1.text",
    );
  const plannedId = await readPlannedId(request);
  const planned = await findPlannedStart(guard, "dip-sample", plannedId);
  if (plannedId && !planned) return overtaken(read.typed, begunAlready);
  const saved = await save(db, async (tx) => {
    const id = await addSample(tx, stamp, "dip-sample", read.plan, plannedId);
    if (retest) await planRetest(tx, stamp, retest, { id, title: read.plan.title });
    return id;
  });
  if (!saved.ok) return overtaken(read.typed, retest ? testedAlready : begunAlready);
  return done(
    paths.exercises.cases(saved.value),
    "The dip sample is planned: now choose its cases",
  );
});

const testedAlready =
  "Look at the action: this sample was planned meanwhile, or the action was taken up again";

/** The test of an action that the address asks for; "gone" where it waits to be planned no longer. */
async function retestOf({
  request,
  db,
  actor,
}: Guarded<unknown>): Promise<RetestToPlan | "gone" | null> {
  const id = new URL(request.url).searchParams.get("retest");
  if (!id) return null;
  return (await findRetestToPlan(db, scopeOf(actor, "learning-log.verify"), id)) ?? "gone";
}

/** What the plan of such a test starts with. */
function valuesFor({ question, action }: RetestToPlan, { services }: PlanChoices) {
  const reference = actionReference(action.reference);
  const offered = services.some(({ value }) => value === action.serviceId);
  return {
    title: `${reference}: has practice changed?`,
    rationale: `Whether practice has changed since ${reference} was done: ${action.what}`,
    questions: namedRows("questions", [{ text: question }, {}, {}]),
    ...(offered ? { serviceId: action.serviceId } : {}),
  };
}

export default function PlanDipSample() {
  const { choices, stored } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.programme()}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Plan a dip sample"
          lead="A few cases, a few questions and one page at the end. It takes about five minutes to set up."
        />
        <PlanForm
          choices={choices}
          stored={stored}
          outcome={outcome}
          save="Save the plan"
          subject={(form) => <SubjectChoice form={form} />}
        />
      </main>
    </>
  );
}
