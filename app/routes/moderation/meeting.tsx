import { useActionData, useLoaderData } from "@remix-run/react";
import { consentForm, meetingMoveForm } from "~/forms/meetings";
import { readMeetingCases } from "~/overviews/moderation/meeting.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { counted } from "~/rules/core/words";
import { moveMeeting } from "~/rules/moderation/meetings";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { meetingFromUrl } from "~/server/meeting-subjects.server";
import { readForm, readIntent, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Breadcrumbs, PageHeading, WithAside } from "~/ui/page";
import { addToAgenda, beginMeeting } from "~db/moderation/meeting-deeds.server";
import { findMeeting, type PanelMeeting } from "~db/moderation/meetings.server";
import { chosenOf, leftOut, notOnAgenda, passByConsent } from "./meeting.server";
import { MeetingAgenda } from "./meeting-agenda";
import { MeetingFacts } from "./meeting-facts";
import { MeetingNext } from "./meeting-next";
import { readMeeting } from "./meeting-page.server";
import { MeetingTag } from "./meeting-tag";

export const meta = () => [{ title: "Panel meeting - Moderation - Line of Sight" }];

export const loader = guarded("moderation.read-meeting", meetingFromUrl, readMeeting);

const changed =
  "Look at the meeting again: it was changed by someone else after you opened this page";

export const action = guarded("moderation.decide-in-meeting", meetingFromUrl, async (guard) =>
  (await readIntent(guard.request)) === "consent" ? consent(guard) : move(guard),
);

/** Begins the meeting, or puts on its agenda what came since. */
async function move(guard: Guarded<PanelMeeting>) {
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, meetingMoveForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { intent, version } = form.value;
  const by = { ...stamp, actorId: actor.id };
  const here = paths.moderation.meeting(subject.id);
  if (intent === "add") {
    const added = await save(db, (tx) => addToAgenda(tx, by, subject, version));
    if (!added.ok) return overtaken(form.typed, changed);
    return done(here, `${counted(added.value, "case")} put on the agenda`);
  }
  // Pressed twice, or by two members at once: it has begun, which is what they asked for.
  const hasBegun = async () => (await findMeeting(db, subject.id))?.state === "under-way";
  if (await hasBegun()) return done(here, "The meeting has begun");
  const step = moveMeeting({ ...subject, chairId: subject.chair.id }, "begin", {
    actorId: actor.id,
    today,
  });
  if (!step.ok) return refuseWith(form.typed, step.message);
  const begun = await save(db, (tx) => beginMeeting(tx, by, subject, version));
  if (!begun.ok && !(await hasBegun())) return overtaken(form.typed, changed);
  return done(here, "The meeting has begun");
}

/** Records the agreed grades of every agreement that was shown. */
async function consent(guard: Guarded<PanelMeeting>) {
  const { request, subject, done } = guard;
  if (subject.state !== "under-way")
    throw refusal(409, {
      title: "This meeting is not under way",
      because: "Agreements pass while the panel meets.",
    });
  const form = await readForm(request, consentForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { rows } = await readMeetingCases(guard);
  const agreed = rows.filter(({ part }) => part === "agreed");
  const chosen = chosenOf(agreed, form.value);
  if (!chosen) return refuseWith(form.typed, notOnAgenda, "cases");
  const outcomes = await passByConsent(guard, chosen);
  const passed = `${counted(outcomes.done, "agreement")} recorded`;
  if (outcomes.left.length > 0)
    return refuse({ errors: leftOut(outcomes, passed), typed: {}, status: 409 });
  return done(
    paths.moderation.meeting(subject.id),
    `${passed}. Another member confirms ${outcomes.done === 1 ? "it" : "them"}`,
  );
}

export default function Meeting() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.moderation.queue(), label: "Moderation" },
          { href: paths.moderation.meetings(), label: "Panel meetings" },
          { label: formatDate(page.meetsOn) },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.exercise}
          title={`Panel meeting of ${formatDate(page.meetsOn)}`}
          tag={<MeetingTag state={page.state} />}
        />
        <WithAside
          asideLabel="About this meeting"
          onPhone="after-next"
          aside={<MeetingFacts meeting={page} />}
        >
          <MeetingNext meeting={page} outcome={outcome} />
          <MeetingAgenda meeting={page} />
        </WithAside>
      </main>
    </>
  );
}
