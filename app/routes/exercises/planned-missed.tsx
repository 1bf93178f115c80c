import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { answerPlannedForm, versionOnly } from "~/forms/programme";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { guarded } from "~/server/guard.server";
import { readForm, readIntent, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { answerForPlanned, reopenPlanned } from "~db/exercises/planned.server";
import { plannedFromUrl, refuseWeek } from "./planned.server";

export const meta = () => [{ title: "What became of it - Line of Sight" }];

export const loader = guarded("programme.change", plannedFromUrl, async (guard) => {
  refuseWeek(guard);
  const { id, title, month, version, outcome, outcomeReason } = guard.subject;
  return {
    ...{ id, title, month, version, isSaid: outcome !== null },
    stored: { outcome: outcome ?? "missed", reason: outcomeReason },
  };
});

export const action = guarded("programme.change", plannedFromUrl, async (guard) => {
  refuseWeek(guard);
  const { request, db, stamp, subject, done } = guard;
  const back = paths.planned.one(subject.id);
  if ((await readIntent(request)) === "take-back") {
    const form = await readForm(request, versionOnly);
    if (!form.ok) return refuse(form);
    const saved = await save(db, (tx) =>
      reopenPlanned(tx, stamp, { ...subject, version: form.value.version }),
    );
    if (!saved.ok) return overtaken(form.typed, changed);
    return done(back, `${subject.title} is planned again`);
  }
  const form = await readForm(request, answerPlannedForm);
  if (!form.ok) return refuse(form);
  const { version, ...answer } = form.value;
  const saved = await save(db, (tx) =>
    answerForPlanned(tx, stamp, { ...subject, version }, answer),
  );
  if (!saved.ok) return overtaken(form.typed, changed);
  return done(
    back,
    answer.outcome === "missed"
      ? `${subject.title} is kept as missed`
      : `${subject.title} is kept as delivered`,
  );
});

const changed = "Look at it again: someone has just changed it, or planned it as an exercise";

export default function PlannedMissed() {
  const { id, title, month, version, isSaid, stored } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(answerPlannedForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.planned.one(id)}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="What became of it?" caption={`${title}, ${formatMonth(month)}`} />
          <GovFormBody form={form} version={version}>
            <Radios
              {...form.field("outcome")}
              legend="It was"
              legendSize="s"
              options={[
                { value: "missed", label: "Missed" },
                { value: "held", label: "Done, outside Line of Sight" },
              ]}
            />
            <TextArea
              {...form.field("reason")}
              label="Why it was missed, or where and how it was done"
              hint="Stands in the programme with your name. Name no child or family."
              rows={4}
              maxLength={1000}
            />
            <ButtonGroup>
              <Button>Save</Button>
              {isSaid ? (
                <Button variant="secondary" name="intent" value="take-back" formNoValidate>
                  Take it back: it is still planned
                </Button>
              ) : null}
              <Link to={paths.planned.one(id)}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
