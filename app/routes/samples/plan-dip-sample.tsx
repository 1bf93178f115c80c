import { useActionData, useLoaderData } from "@remix-run/react";
import { dipSamplePlanForm } from "~/forms/samples";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { addSample } from "~db/operations/samples/samples.server";
import { findChoices, readPlan, startingValues } from "./plan.server";
import { PlanForm } from "./plan-form";

export const meta = () => [{ title: "Plan a dip sample - Line of Sight" }];

export const loader = guarded("exercises.plan-dip-sample", noRecord, async (guard) => {
  const { db, actor, today } = guard;
  const choices = await findChoices(db, actor, "dip-sample", null, today);
  return { choices, stored: startingValues(actor, choices, today) };
});

export const action = guarded("exercises.plan-dip-sample", noRecord, async (guard) => {
  const { request, db, actor, today, stamp, done } = guard;
  const choices = await findChoices(db, actor, "dip-sample", null, today);
  const read = await readPlan(request, dipSamplePlanForm, db, choices, today);
  if (!read.done) return read.response;
  const id = await transact(db, (tx) => addSample(tx, stamp, "dip-sample", read.plan));
  return done(paths.exercises.cases(id), "The dip sample is planned: now choose its cases");
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
