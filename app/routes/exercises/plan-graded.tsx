import { useActionData, useLoaderData } from "@remix-run/react";
import { gradedThematicForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { andList } from "~/rules/core/words";
import { begunAlready } from "~/rules/exercises/programme";
import { guarded, noRecord } from "~/server/guard.server";
import { readPlannedId, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading } from "~/ui/page";
import { ThematicTools } from "~/ui/thematic-tools";
import { findToBegin } from "~db/exercises/planned.server";
import { addGraded } from "~db/operations/exercises/planning.server";
import { unscopedLeadsToChoose } from "~db/samples/choices.server";
import { CoreFields } from "./core-form";
import { findStart, readPlan } from "./core-plan.server";

export const meta = () => [{ title: "Plan a graded thematic audit - Line of Sight" }];

export const loader = guarded("exercises.plan", noRecord, (guard) => findStart(guard, "thematic"));

export const action = guarded("exercises.plan", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readPlan(guard, "thematic");
  if (!form.ok) return refuse(form);
  const plannedId = await readPlannedId(request);
  const planned = await findToBegin(db, "thematic", plannedId);
  if (plannedId && !planned) return overtaken(form.typed, begunAlready);
  const leads = await unscopedLeadsToChoose(db, true);
  const leadId = leads.find(({ id }) => id === planned?.ownerId)?.id ?? actor.id;
  const saved = await save(db, (tx) => addGraded(tx, stamp, leadId, form.value, plannedId));
  if (!saved.ok) return overtaken(form.typed, begunAlready);
  return done(
    paths.exercises.cases(saved.value),
    "The thematic audit is planned: now choose its cases",
  );
});

export default function PlanGraded() {
  const { choices, stored, today, plannedId, exempt } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(gradedThematicForm(today), entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.programme()}>Programme</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Plan a thematic audit"
          lead="Each case is audited and graded with an audit tool. The grades stand apart from those of core cycles."
        />
        <ThematicTools graded planned={plannedId} />
        {exempt.length > 0 ? (
          <p className="govuk-body">Exempt for some of this time: {andList(exempt)}.</p>
        ) : null}
        <GovFormBody form={form}>
          <input type="hidden" name="planned" value={plannedId} readOnly />
          <CoreFields
            form={form}
            thematic
            choices={choices}
            save="Save the plan"
            cancelHref={paths.programme()}
          />
        </GovFormBody>
      </main>
    </>
  );
}
