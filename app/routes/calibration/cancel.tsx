import { useActionData, useLoaderData } from "@remix-run/react";
import { cancelCalibrationForm } from "~/forms/calibration";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { canMove } from "~/rules/calibration/calibration";
import { type Find, guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import type { Calibration } from "~db/calibration/calibrations.server";
import { cancelCalibration } from "~db/calibration/deeds.server";
import { calibrationFromUrl } from "./from-url.server";

export const meta = () => [{ title: "Cancel a calibration - Line of Sight" }];

const cancellable: Find<Calibration> = async (finding) => {
  const one = await calibrationFromUrl(finding);
  return one && canMove("cancel", one.state) ? one : null;
};

export const loader = guarded("calibration.manage", cancellable, async ({ subject }) => ({
  id: subject.id,
  title: subject.title,
  version: subject.version,
  isDraft: subject.state === "draft",
}));

export const action = guarded("calibration.manage", cancellable, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, cancelCalibrationForm);
  if (!form.ok) return refuse(form);
  const known = { ...subject, version: form.value.version };
  const saved = await save(db, (tx) => cancelCalibration(tx, stamp, known, form.value.reason));
  if (!saved.ok)
    return overtaken(form.typed, "Look at the calibration again: someone has just changed it");
  return done(paths.calibration.one(subject.id), "The calibration is cancelled");
});

export default function CancelCalibration() {
  const { id, title, version, isDraft } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(cancelCalibrationForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.calibration.one(id);
  return (
    <>
      <BackLink to={back}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Cancel the calibration"
            caption={title}
            lead={
              isDraft
                ? "Nobody has been asked yet."
                : "Nobody’s grades are shown, it counts for nobody in the register, and whoever was asked is told."
            }
          />
          <GovFormBody form={form} version={version}>
            <TextArea {...form.field("reason")} label="Why is it cancelled?" rows={3} />
            <ButtonGroup>
              <Button variant="warning">Cancel the calibration</Button>
              <Link to={back}>Go back</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
