import { useActionData, useLoaderData } from "@remix-run/react";
import { thematicPlanForm } from "~/forms/samples";
import { paths } from "~/paths";
import { begunAlready } from "~/rules/exercises/programme";
import { guarded, noRecord } from "~/server/guard.server";
import { readPlannedId } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { BackLink, PageHeading } from "~/ui/page";
import { ThematicTools } from "~/ui/thematic-tools";
import { addSample } from "~db/operations/samples/samples.server";
import { askedFor, findChoices, findPlannedStart, readPlan, startingValues } from "./plan.server";
import { PlanForm } from "./plan-form";

export const meta = () => [{ title: "Plan a thematic audit - Line of Sight" }];

export const loader = guarded("exercises.plan", noRecord, async (guard) => {
  const { db, actor, request, today } = guard;
  const choices = await findChoices(db, actor, "thematic", null, today);
  const planned = await findPlannedStart(guard, "thematic", askedFor(request));
  return { choices, stored: startingValues(actor, choices, today, planned) };
});

export const action = guarded("exercises.plan", noRecord, async (guard) => {
  const { request, db, actor, today, stamp, done } = guard;
  const choices = await findChoices(db, actor, "thematic", null, today);
  const read = await readPlan(request, thematicPlanForm, db, choices, today);
  if (!read.done) return read.response;
  const plannedId = await readPlannedId(request);
  const planned = await findPlannedStart(guard, "thematic", plannedId);
  if (plannedId && !planned) return overtaken(read.typed, begunAlready);
  const saved = await save(db, (tx) => addSample(tx, stamp, "thematic", read.plan, plannedId));
  if (!saved.ok) return overtaken(read.typed, begunAlready);
  return done(
    paths.exercises.cases(saved.value),
    "The thematic audit is planned: now choose its cases",
  );
});

export default function PlanThematic() {
  const { choices, stored } = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.programme()}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Plan a thematic audit"
          lead="One theme followed through a chosen group of children, prompted by something you can name."
        />
        <ThematicTools graded={false} planned={"planned" in stored ? (stored.planned ?? "") : ""} />
        <PlanForm choices={choices} stored={stored} outcome={outcome} save="Save the plan" />
      </main>
    </>
  );
}
