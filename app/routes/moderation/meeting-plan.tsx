import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { planMeetingForm } from "~/forms/meetings";
import { paths } from "~/paths";
import { scopeOf } from "~/rules/access/permission";
import { isReleased } from "~/rules/exercises/exercises";
import { type Guarded, guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { Link } from "~/ui/link";
import { EmptyState } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { listOpenExercises } from "~db/exercises/programme.server";
import { planMeeting } from "~db/moderation/meetings.server";
import { unscopedPanel } from "~db/moderation/panel.server";
import { MeetingFields } from "./meeting-fields";
import { planProblems } from "./meeting-plan.server";

export const meta = () => [{ title: "Plan a panel meeting - Moderation - Line of Sight" }];

/** Cycles under way that are moderated. */
const listCycles = async ({ db, actor, today }: Guarded<unknown>) =>
  (await listOpenExercises(db, scopeOf(actor, "exercises.read"), today))
    .filter(({ moderated, state }) => moderated && isReleased(state))
    .map(({ id, title }) => ({ id, title }));

export const loader = guarded("moderation.plan-meeting", noRecord, async (guard) => {
  const cycles = await listCycles(guard);
  const asked = new URL(guard.request.url).searchParams.get("exercise");
  return {
    cycles,
    exerciseId: cycles.find(({ id }) => id === asked)?.id ?? cycles[0]?.id ?? "",
    people: await unscopedPanel(guard.db),
  };
});

export const action = guarded("moderation.plan-meeting", noRecord, async (guard) => {
  const { request, db, actor, stamp, today, done } = guard;
  const form = await readForm(request, planMeetingForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { exerciseId, ...plan } = form.value;
  const problems = {
    ...((await listCycles(guard)).some(({ id }) => id === exerciseId)
      ? {}
      : { exerciseId: "Choose a cycle from the list" }),
    ...planProblems(plan, await unscopedPanel(db), today),
  };
  if (Object.keys(problems).length > 0) return refuse({ errors: problems, typed: form.typed });
  const id = await transact(db, (tx) =>
    planMeeting(tx, { ...stamp, actorId: actor.id }, exerciseId, plan),
  );
  return done(paths.moderation.meeting(id), "The meeting is planned, and its members are told");
});

export default function PlanMeeting() {
  const { cycles, people, exerciseId } = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(planMeetingForm, entries),
    stored: { exerciseId, startsAt: "14:00" },
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.moderation.meetings()}>Panel meetings</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Plan a panel meeting" />
          {cycles.length === 0 ? (
            <EmptyState title="No cycle under way is moderated">
              <p className="govuk-body">The panel meets on the audits of a released cycle.</p>
            </EmptyState>
          ) : (
            <GovFormBody form={form}>
              <Select
                {...form.field("exerciseId")}
                label="Audits of"
                options={cycles.map(({ id, title }) => ({ value: id, label: title }))}
              />
              <MeetingFields form={form} people={people} />
              <ButtonGroup>
                <Button>Plan the meeting</Button>
                <Link to={paths.moderation.meetings()}>Cancel</Link>
              </ButtonGroup>
            </GovFormBody>
          )}
        </TwoThirds>
      </main>
    </>
  );
}
