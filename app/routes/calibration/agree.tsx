import { useActionData, useLoaderData } from "@remix-run/react";
import { agreeForm } from "~/forms/calibration";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { canMove } from "~/rules/calibration/calibration";
import { partsOf } from "~/rules/calibration/spread";
import { judgementNames, judgements } from "~/rules/tools/grades";
import { type Find, type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading } from "~/ui/page";
import { type Calibration, findCalibration } from "~db/calibration/calibrations.server";
import { saveAgreed } from "~db/calibration/deeds.server";
import { type Agreed, listAgreed } from "~db/calibration/session.server";
import { calibrationFromUrl } from "./from-url.server";
import { findSession } from "./session.server";

export const meta = () => [{ title: "What was agreed - Line of Sight" }];

const inSession: Find<Calibration> = async (finding) => {
  const one = await calibrationFromUrl(finding);
  return one && canMove("close", one.state) ? one : null;
};

export const loader = guarded("calibration.agree", inSession, async ({ db, subject, actor }) => {
  const shown = await findSession(db, subject, { id: actor.id, leads: true });
  const agreed = await listAgreed(db, subject.id);
  return {
    id: subject.id,
    title: subject.title,
    version: subject.version,
    parts: (shown?.parts ?? partsOf(subject.tool)).map(({ code, name }) => ({ code, name })),
    stored: {
      learnt: subject.learnt,
      areas: Object.fromEntries(
        agreed.map(({ area, judgement, text }) => [area, { judgement, text }]),
      ),
    },
  };
});

export const action = guarded("calibration.agree", calibrationFromUrl, async (guard) => {
  const { request, db, subject, stamp, done } = guard;
  const form = await readForm(request, agreeForm);
  if (!form.ok) return refuse(form);
  const { version, learnt, intent } = form.value;
  const areas = partsOf(subject.tool).map(({ code }) => ({
    area: code,
    judgement: form.value.areas[code]?.judgement ?? "",
    text: form.value.areas[code]?.text ?? "",
  }));
  const close = intent === "close";
  if (close && learnt === "")
    return refuseWith(form.typed, "Enter what was learnt before you close it", "learnt");
  const known = { id: subject.id, version };
  const saved = await save(db, (tx) => saveAgreed(tx, stamp, known, { areas, learnt, close }));
  // Pressed twice, it stands as it was sent.
  if (!saved.ok && !(await isAgreed(guard, { areas, learnt, close })))
    return overtaken(
      form.typed,
      "Open the calibration in another window and compare: someone has just written down something else",
    );
  return done(paths.calibration.one(subject.id), close ? "The calibration is closed" : "Saved");
});

async function isAgreed(
  { db, subject }: Guarded<Calibration>,
  sent: { areas: readonly Agreed[]; learnt: string; close: boolean },
): Promise<boolean> {
  const now = await findCalibration(db, subject.id);
  const stands = await listAgreed(db, subject.id);
  return (
    now?.learnt === sent.learnt &&
    canMove("close", now.state) !== sent.close &&
    sent.areas.every(({ area, judgement, text }) => {
      const kept = stands.find((one) => one.area === area);
      return (kept?.judgement ?? "") === judgement && (kept?.text ?? "") === text;
    })
  );
}

export default function Agree() {
  const { id, title, version, parts, stored } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(agreeForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.calibration.one(id)}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          title="What was agreed"
          caption={title}
          lead="Area by area the grade that those present agreed on, and what settled it. Leave empty what was not agreed."
        />
        <GovFormBody form={form} version={version}>
          {parts.map(({ code, name }) => (
            <fieldset key={code} className="govuk-fieldset los-agree-row">
              <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{name}</legend>
              <Select
                {...form.field(`areas.${code}.judgement`)}
                label="Agreed grade"
                emptyLabel="No grade agreed"
                options={judgements.map((value) => ({ value, label: judgementNames[value] }))}
              />
              <TextField {...form.field(`areas.${code}.text`)} label="What settled it" />
            </fieldset>
          ))}
          <TextArea
            {...form.field("learnt")}
            label="What was learnt"
            labelSize="s"
            hint="For everyone who grades: what to do differently from now on"
            rows={4}
          />
          <ButtonGroup>
            <Button name="intent" value="close">
              Save and close the calibration
            </Button>
            <Button name="intent" value="save" variant="secondary">
              Save
            </Button>
            <Link to={paths.calibration.one(id)}>Cancel</Link>
          </ButtonGroup>
        </GovFormBody>
      </main>
    </>
  );
}
