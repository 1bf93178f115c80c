import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { changeWeekForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { guarded } from "~/server/guard.server";
import { weekFromUrl } from "~/server/practice-week-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { listSlots } from "~db/observations/slots.server";
import { changeWeek } from "~db/observations/weeks.server";
import { WeekFields } from "./week-fields";
import { refuseEnded, weekChanged } from "./week-state.server";

export const meta = () => [{ title: "Change a practice week - Line of Sight" }];

export const loader = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseEnded(guard);
  const { id, version, theme, startsOn, endsOn } = guard.subject;
  return { id, version, stored: { theme, startsOn, endsOn } };
});

export const action = guarded("practice-weeks.run", weekFromUrl, async (guard) => {
  refuseEnded(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, changeWeekForm);
  if (!form.ok) return refuse(form);
  const { startsOn, endsOn } = form.value;
  const slots = await listSlots(db, subject.id);
  if (slots.some(({ day }) => day < startsOn || day > endsOn))
    return refuse({
      errors: { startsOn: "Move the timetable first: part of it is on another day" },
      typed: form.typed,
    });
  const saved = await save(db, (tx) =>
    changeWeek(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, weekChanged);
  return done(paths.practiceWeeks.one(subject.id), "The week is changed");
});

export default function ChangeWeek() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(changeWeekForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.practiceWeeks.one(page.id);
  return (
    <>
      <BackLink to={back}>The week</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Change theme and dates" />
          <GovFormBody form={form} version={page.version}>
            <WeekFields form={form} />
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
