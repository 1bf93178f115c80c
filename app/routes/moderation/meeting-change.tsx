import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { changeMeetingForm } from "~/forms/meetings";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { guarded, refusal } from "~/server/guard.server";
import { meetingFromUrl } from "~/server/meeting-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { changeMeeting, type PanelMeeting } from "~db/moderation/meetings.server";
import { unscopedPanel } from "~db/moderation/panel.server";
import { MeetingFields } from "./meeting-fields";
import { planProblems } from "./meeting-plan.server";

export const meta = () => [{ title: "Change a panel meeting - Moderation - Line of Sight" }];

function refuseOver({ state }: PanelMeeting) {
  if (state === "planned" || state === "under-way") return;
  throw refusal(409, {
    title: "This meeting can’t be changed any more",
    because: "Its minutes are signed off, or it was cancelled.",
  });
}

export const loader = guarded("moderation.plan-meeting", meetingFromUrl, async (guard) => {
  const { subject, db } = guard;
  refuseOver(subject);
  return {
    id: subject.id,
    exercise: subject.exerciseTitle,
    version: subject.version,
    stored: {
      meetsOn: subject.meetsOn,
      startsAt: subject.startsAt,
      place: subject.place,
      chairId: subject.chair.id,
      memberIds: subject.members.map(({ id }) => id),
    },
    people: await unscopedPanel(db),
  };
});

export const action = guarded("moderation.plan-meeting", meetingFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, today, done } = guard;
  refuseOver(subject);
  const form = await readForm(request, changeMeetingForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const problems = planProblems(form.value, await unscopedPanel(db), today, subject.meetsOn);
  if (Object.keys(problems).length > 0) return refuse({ errors: problems, typed: form.typed });
  const saved = await save(db, (tx) =>
    changeMeeting(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Look at the meeting again: it was changed by someone else after you opened this page",
    );
  return done(
    paths.moderation.meeting(subject.id),
    "The meeting is changed, and its members are told",
  );
});

export default function ChangeMeeting() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(changeMeetingForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.moderation.meeting(page.id);
  return (
    <>
      <BackLink to={back}>The meeting</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.exercise}
            title={`Change the panel meeting of ${formatDate(page.stored.meetsOn)}`}
          />
          <GovFormBody form={form} version={page.version}>
            <MeetingFields form={form} people={page.people} />
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
