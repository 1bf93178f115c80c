import { useActionData, useLoaderData } from "@remix-run/react";
import { planCalibrationForm } from "~/forms/calibration";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { planCalibration } from "~db/calibration/deeds.server";
import { newId } from "~db/core/ids.server";
import { transact } from "~db/core/open.server";
import { checkPlan, findPlanChoices } from "./plan.server";
import { PlanFields } from "./plan-fields";

export const meta = () => [{ title: "Plan a calibration - Line of Sight" }];

export const loader = guarded("calibration.manage", noRecord, async ({ db }) => ({
  choices: await findPlanChoices({ db }),
}));

export const action = guarded("calibration.manage", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const form = await readForm(request, planCalibrationForm);
  if (!form.ok) return refuse(form);
  const checked = await checkPlan(guard, form.value);
  if (!checked.ok) return refuseWith(form.typed, checked.message, checked.field);
  const by = { ...stamp, actorId: actor.id };
  const id = await transact(db, (tx) => planCalibration(tx, by, newId(), checked.plan));
  return done(paths.calibration.one(id), "Planned. Look it over, then give it to its raters");
});

export default function PlanCalibration() {
  const { choices } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(planCalibrationForm, entries),
    stored: {
      kind: "calibration",
      source: "written",
      toolVersionId: choices.tools[0]?.value ?? "",
    },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.calibration.list()}>Calibration</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Plan a calibration" />
          <GovFormBody form={form}>
            <PlanFields form={form} choices={choices} />
            <ButtonGroup>
              <Button>Save as a draft</Button>
              <Link to={paths.calibration.list()}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
