import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { versionOnly } from "~/forms/programme";
import { paths } from "~/paths";
import { formatMonth } from "~/rules/core/dates";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { removePlanned } from "~db/exercises/planned.server";
import { findYearOf } from "~db/exercises/programme.server";
import { plannedFromUrl, refuseWeek } from "./planned.server";

export const meta = () => [{ title: "Remove from the programme - Line of Sight" }];

export const loader = guarded("programme.change", plannedFromUrl, async (guard) => {
  refuseWeek(guard);
  const { id, title, month, version } = guard.subject;
  return { id, title, month, version };
});

export const action = guarded("programme.change", plannedFromUrl, async (guard) => {
  refuseWeek(guard);
  const { request, db, stamp, subject, done } = guard;
  const form = await readForm(request, versionOnly);
  if (!form.ok) return refuse(form);
  const { version } = form.value;
  const saved = await save(db, (tx) => removePlanned(tx, stamp, { id: subject.id, version }));
  if (!saved.ok) {
    return overtaken(form.typed, "Look at it again: someone has just changed it");
  }
  return done(
    paths.programme({ year: await findYearOf(db, subject.month) }),
    `${subject.title} is no longer in the programme`,
  );
});

export default function PlannedRemove() {
  const { id, title, month, version } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(versionOnly, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.planned.one(id)}>{title}</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Remove it from the programme?"
            caption={`${title}, ${formatMonth(month)}`}
            lead="It then counts as never planned, and the rhythm does not add it again. If it was planned and not done, say that it was missed instead."
          />
          <GovFormBody form={form} version={version}>
            <ButtonGroup>
              <Button variant="warning">Remove it</Button>
              <Button variant="secondary" to={paths.planned.missed(id)}>
                Say that it was missed
              </Button>
              <Link to={paths.planned.one(id)}>Keep it</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
