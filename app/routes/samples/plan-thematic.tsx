import { useActionData, useLoaderData } from "@remix-run/react";
import { thematicPlanForm } from "~/forms/samples";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { addSample } from "~db/operations/samples/samples.server";
import { findChoices, readPlan, startingValues } from "./plan.server";
import { PlanForm } from "./plan-form";

export const meta = () => [{ title: "Plan a thematic audit - Line of Sight" }];

export const loader = guarded("exercises.plan", noRecord, async (guard) => {
  const { db, actor, today } = guard;
  const choices = await findChoices(db, actor, "thematic", null, today);
  return { choices, stored: startingValues(actor, choices, today) };
});

export const action = guarded("exercises.plan", noRecord, async (guard) => {
  const { request, db, actor, today, stamp, done } = guard;
  const choices = await findChoices(db, actor, "thematic", null, today);
  const read = await readPlan(request, thematicPlanForm, db, choices, today);
  if (!read.done) return read.response;
  const id = await transact(db, (tx) => addSample(tx, stamp, "thematic", read.plan));
  return done(paths.exercises.cases(id), "The thematic audit is planned: now choose its cases");
});

export default function PlanThematic() {
  const { choices, stored } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.programme()}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Plan a thematic audit"
            lead="One theme followed through a chosen group of children, prompted by something you can name."
          />
          <PlanForm choices={choices} stored={stored} outcome={outcome} save="Save the plan" />
        </TwoThirds>
      </main>
    </>
  );
}
