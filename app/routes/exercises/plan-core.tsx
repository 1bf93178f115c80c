import { useActionData, useLoaderData } from "@remix-run/react";
import { coreCycleForm } from "~/forms/exercises";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { andList } from "~/rules/core/words";
import { begunAlready } from "~/rules/exercises/programme";
import { guarded, noRecord } from "~/server/guard.server";
import { readPlannedId, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { GovFormBody, useGovForm } from "~/ui/form";
import { BackLink, PageHeading } from "~/ui/page";
import { findToBegin } from "~db/exercises/planned.server";
import { addGraded } from "~db/operations/exercises/planning.server";
import { unscopedLeadsToChoose } from "~db/samples/choices.server";
import { CoreFields } from "./core-form";
import { findStart, readPlan } from "./core-plan.server";

export const meta = () => [{ title: "Plan a core audit cycle - Line of Sight" }];

export const loader = guarded("exercises.plan", noRecord, (guard) => findStart(guard, "core"));

export const action = guarded("exercises.plan", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readPlan(guard, "core");
  if (!form.ok) return refuse(form);
  const plannedId = await readPlannedId(request);
  const planned = await findToBegin(db, "core", plannedId);
  if (plannedId && !planned) return overtaken(form.typed, begunAlready);
  const leads = await unscopedLeadsToChoose(db, true);
  const leadId = leads.find(({ id }) => id === planned?.ownerId)?.id ?? actor.id;
  const saved = await save(db, (tx) => addGraded(tx, stamp, leadId, form.value, plannedId));
  if (!saved.ok) return overtaken(form.typed, begunAlready);
  return done(
    paths.exercises.one(saved.value),
    `${form.value.title} is planned. Draw its cases next`,
  );
});

export default function PlanCore() {
  const { choices, stored, today, plannedId, pattern, copied, exempt } =
    useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(coreCycleForm(today), entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.exercises.plan()} />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="Plan a core audit cycle"
          lead="All can change until the draw; dates and people later too."
        />
        {copied ? (
          <div className="govuk-inset-text">
            Auditors, moderators, their numbers and the dates are those of the {copied.title}.
            {copied.leftOut.length > 0
              ? ` Left out, as they may not take part now: ${andList(copied.leftOut)}.`
              : ""}
          </div>
        ) : null}
        {exempt.length > 0 ? (
          <p className="govuk-body">
            Exempt for some of this time, for which allocation takes as much off what is expected:{" "}
            {andList(exempt)}.
          </p>
        ) : null}
        <GovFormBody form={form}>
          <input type="hidden" name="offered" value={stored.month} readOnly />
          <input type="hidden" name="pattern" value={pattern} readOnly />
          <input type="hidden" name="planned" value={plannedId} readOnly />
          <CoreFields
            form={form}
            choices={choices}
            save="Plan this cycle"
            cancelHref={paths.programme()}
          />
        </GovFormBody>
      </main>
    </>
  );
}
