import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { planWeekForm } from "~/forms/practice-weeks";
import { paths } from "~/paths";
import { begunAlready } from "~/rules/exercises/programme";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, readPlannedId, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findToBegin } from "~db/exercises/planned.server";
import { planWeek } from "~db/observations/weeks.server";
import { WeekFields } from "./week-fields";

export const meta = () => [{ title: "Plan a practice week - Line of Sight" }];

export const loader = guarded("practice-weeks.run", noRecord, async ({ db, request }) => {
  const asked = new URL(request.url).searchParams.get("planned");
  const planned = await findToBegin(db, "practice-week", asked);
  return {
    planned: planned && planned.weekId === null ? planned.id : "",
    title: planned?.title ?? null,
    stored: { startsOn: planned ? `${planned.month}-01` : "" },
  };
});

export const action = guarded("practice-weeks.run", noRecord, async (guard) => {
  const { request, db, actor, stamp, done } = guard;
  const plannedId = await readPlannedId(request);
  const form = await readForm(request, planWeekForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    planWeek(tx, { ...stamp, actorId: actor.id }, form.value, plannedId),
  );
  if (!saved.ok) return overtaken(form.typed, begunAlready);
  return done(
    paths.practiceWeeks.one(saved.value),
    "The week is planned. Only QA leads see it until you send its timetable",
  );
});

export default function PlanWeek() {
  const { planned, title, stored } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(planWeekForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.practiceWeeks.list()}>Practice weeks</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={title ?? undefined} title="Plan a practice week" />
          <GovFormBody form={form}>
            <input type="hidden" name="planned" value={planned} />
            <WeekFields form={form} />
            <ButtonGroup>
              <Button>Plan it</Button>
              <Link to={paths.practiceWeeks.list()}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
