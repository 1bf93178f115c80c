import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { cancelMeetingForm } from "~/forms/meetings";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { moveMeeting } from "~/rules/moderation/meetings";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { meetingFromUrl } from "~/server/meeting-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { cancelMeeting, type PanelMeeting } from "~db/moderation/meetings.server";

export const meta = () => [{ title: "Cancel a panel meeting - Moderation - Line of Sight" }];

function refuseOver({ subject, actor, today }: Guarded<PanelMeeting>) {
  const step = moveMeeting({ ...subject, chairId: subject.chair.id }, "cancel", {
    actorId: actor.id,
    today,
  });
  if (!step.ok)
    throw refusal(409, { title: "This meeting can’t be cancelled", because: step.message });
}

export const loader = guarded("moderation.plan-meeting", meetingFromUrl, async (guard) => {
  refuseOver(guard);
  const { id, exerciseTitle, meetsOn, version } = guard.subject;
  return { id, exerciseTitle, meetsOn, version };
});

export const action = guarded("moderation.plan-meeting", meetingFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  refuseOver(guard);
  const form = await readForm(request, cancelMeetingForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const saved = await save(db, (tx) =>
    cancelMeeting(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok)
    return overtaken(
      form.typed,
      "Look at the meeting again: it was changed by someone else after you opened this page",
    );
  return done(paths.moderation.meetings(), "The meeting is cancelled, and its members are told");
});

export default function CancelMeeting() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(cancelMeetingForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.moderation.meeting(page.id);
  return (
    <>
      <BackLink to={back}>The meeting</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={page.exerciseTitle}
            title={`Cancel the panel meeting of ${formatDate(page.meetsOn)}`}
            lead="What waits for the panel stays on the list, for another meeting or for two of its members."
          />
          <GovFormBody form={form} version={page.version}>
            <TextArea
              {...form.field("reason")}
              label="Why is it cancelled?"
              hint="Its members read this; name no child and no worker."
              rows={3}
            />
            <ButtonGroup>
              <Button variant="warning">Cancel the meeting</Button>
              <Link to={back}>Keep it</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
