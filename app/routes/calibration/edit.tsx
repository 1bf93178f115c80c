import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { changeRatersForm, planCalibrationForm } from "~/forms/calibration";
import { parseForm, version } from "~/forms/fields";
import { paths } from "~/paths";
import { allowsChange, calibrationDateProblem } from "~/rules/calibration/calibration";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Calibration } from "~db/calibration/calibrations.server";
import { changeCalibration } from "~db/calibration/deeds.server";
import { calibrationFromUrl } from "./from-url.server";
import { checkPlan, findPlanChoices } from "./plan.server";
import { PlanFields, RaterFields } from "./plan-fields";

export const meta = () => [{ title: "Change a calibration - Line of Sight" }];

const changeable: Find<Calibration> = async (finding) => {
  const one = await calibrationFromUrl(finding);
  return one && allowsChange(one.state) ? one : null;
};

export const loader = guarded("calibration.manage", changeable, async ({ db, subject }) => ({
  id: subject.id,
  title: subject.title,
  version: subject.version,
  isDraft: subject.state === "draft",
  choices: await findPlanChoices({ db }, subject),
  submitted: subject.raters.filter(({ submittedAt }) => submittedAt !== null).length,
  stored: {
    kind: subject.kind,
    title: subject.title,
    source: subject.caseId === null ? "written" : "case",
    narrative: subject.narrative,
    reference: subject.reference ?? "",
    toolVersionId: subject.toolVersionId,
    dueOn: subject.dueOn,
    raters: subject.raters.map(({ personId }) => personId),
  },
}));

const withVersion = z.object({ version: version() });

export const action = guarded("calibration.manage", changeable, async (guard) => {
  const { request, db, today, subject, stamp, done } = guard;
  const known = await readForm(request, withVersion);
  if (!known.ok) return refuse(known);
  const isDraft = subject.state === "draft";
  const form = await readForm(request, isDraft ? planCalibrationForm : changeRatersForm);
  if (!form.ok) return refuse(form);
  const { value } = form;
  let plan = { ...subject, ...value, raters: value.raters };
  if ("source" in value) {
    const checked = await checkPlan(guard, value, subject);
    if (!checked.ok) return refuseWith(form.typed, checked.message, checked.field);
    plan = { ...plan, ...checked.plan, raters: [...checked.plan.raters] };
  } else {
    const problem = calibrationDateProblem(value.dueOn, today);
    if (problem) return refuseWith(form.typed, problem, "dueOn");
    const { people } = await findPlanChoices({ db }, subject);
    if (value.raters.some((id) => !people.some((person) => person.value === id)))
      return refuseWith(form.typed, "Choose people who audit or moderate at present", "raters");
  }
  const saved = await save(db, (tx) =>
    changeCalibration(tx, stamp, subject, known.value.version, plan),
  );
  if (!saved.ok)
    return overtaken(form.typed, "Look at the calibration again: someone has just changed it");
  return done(paths.calibration.one(subject.id), "The calibration is changed");
});

export default function EditCalibration() {
  const { id, title, version, isDraft, choices, submitted, stored } =
    useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(isDraft ? planCalibrationForm : changeRatersForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.calibration.one(id);
  return (
    <>
      <BackLink to={back}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Change a calibration"
            caption={title}
            lead={
              isDraft
                ? undefined
                : `Its date and its raters can change until the session opens. Whoever is added is told${submitted > 0 ? ", and whoever has submitted stays" : ""}.`
            }
          />
          <GovFormBody form={form} version={version}>
            {isDraft ? (
              <PlanFields form={form} choices={choices} />
            ) : (
              <RaterFields form={form} people={choices.people} />
            )}
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
