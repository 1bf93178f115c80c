import { useActionData, useLoaderData } from "@remix-run/react";
import { dipSamplePlanForm } from "~/forms/samples";
import { paths } from "~/paths";
import { begunAlready } from "~/rules/exercises/programme";
import { guarded, noRecord } from "~/server/guard.server";
import { readPlannedId } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { addSample } from "~db/operations/samples/samples.server";
import { askedFor, findChoices, findPlannedStart, readPlan, startingValues } from "./plan.server";
import { PlanForm } from "./plan-form";

export const meta = () => [{ title: "Plan a dip sample - Line of Sight" }];

export const loader = guarded("exercises.plan-dip-sample", noRecord, async (guard) => {
  const { db, actor, request, today } = guard;
  const choices = await findChoices(db, actor, "dip-sample", null, today);
  const planned = await findPlannedStart(guard, "dip-sample", askedFor(request));
  return { choices, stored: startingValues(actor, choices, today, planned) };
});

export const action = guarded("exercises.plan-dip-sample", noRecord, async (guard) => {
  const { request, db, actor, today, stamp, done } = guard;
  const choices = await findChoices(db, actor, "dip-sample", null, today);
  const read = await readPlan(request, dipSamplePlanForm, db, choices, today);
  if (!read.done) return read.response;
  const plannedId = await readPlannedId(request);
  const planned = await findPlannedStart(guard, "dip-sample", plannedId);
  if (plannedId && !planned) return overtaken(read.typed, begunAlready);
  const saved = await save(db, (tx) => addSample(tx, stamp, "dip-sample", read.plan, plannedId));
  if (!saved.ok) return overtaken(read.typed, begunAlready);
  return done(
    paths.exercises.cases(saved.value),
    "The dip sample is planned: now choose its cases",
  );
});

export default function PlanDipSample() {
  const { choices, stored } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.programme()}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Plan a dip sample"
            lead="A few cases, a few questions and one page at the end. It takes about five minutes to set up."
          />
          <PlanForm choices={choices} stored={stored} outcome={outcome} save="Save the plan" />
        </TwoThirds>
      </main>
    </>
  );
}
