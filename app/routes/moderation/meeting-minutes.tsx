import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { minutesDeedForm } from "~/forms/meetings";
import { decideds, readMinutes } from "~/overviews/moderation/meeting.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { moveMeeting } from "~/rules/moderation/meetings";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { meetingFromUrl } from "~/server/meeting-subjects.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { readGradesIn } from "~/server/reading.server";
import { overtaken, save } from "~/server/save.server";
import { Button } from "~/ui/button";
import { type FormOutcome, GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { Blocks } from "~/ui/report/blocks";
import { transact } from "~db/core/open.server";
import { listCases } from "~db/moderation/meeting-cases.server";
import { signOff } from "~db/moderation/meeting-deeds.server";
import { addAddendum, findMeeting, type PanelMeeting } from "~db/moderation/meetings.server";
import { MeetingTag } from "./meeting-tag";

export const meta = () => [{ title: "Minutes - Panel meeting - Line of Sight" }];

function refuseUnbegun({ subject }: Guarded<PanelMeeting>) {
  if (subject.state === "under-way" || subject.state === "closed") return;
  throw refusal(409, {
    title: "This meeting has no minutes",
    because: "Minutes are written once the meeting has begun.",
  });
}

export const loader = guarded("moderation.read-meeting", meetingFromUrl, async (guard) => {
  refuseUnbegun(guard);
  const { subject, may } = guard;
  const { blocks, shown } = await readMinutes(guard);
  await readGradesIn(guard, "list", shown);
  const isMember = may("moderation.decide-in-meeting", subject.access);
  const isOpen = subject.state === "under-way";
  return {
    id: subject.id,
    exercise: subject.exerciseTitle,
    exerciseId: subject.exerciseId,
    meetsOn: subject.meetsOn,
    state: subject.state,
    version: subject.version,
    blocks,
    mayWrite: isMember && isOpen,
    maySign: isOpen && may("moderation.sign-off-minutes", subject.access),
    mayAdd: isMember && subject.state === "closed",
    actions:
      may("learning-log.add") && subject.state === "closed"
        ? subject.themes.map(({ text }, at) => ({ text, at }))
        : [],
  };
});

export const action = guarded("moderation.decide-in-meeting", meetingFromUrl, async (guard) => {
  refuseUnbegun(guard);
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, minutesDeedForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const by = { ...stamp, actorId: actor.id };
  const here = paths.moderation.minutes(subject.id);
  if (form.value.intent === "add") {
    const { text } = form.value;
    if (subject.state !== "closed")
      return refuseWith(form.typed, "Write it into the minutes: they are not signed off yet");
    await transact(db, (tx) => addAddendum(tx, by, subject.id, text));
    return done(here, "It is added to the minutes");
  }
  const signed = "The minutes are signed off";
  const isSigned = async () => (await findMeeting(db, subject.id))?.state === "closed";
  // Pressed twice: it is done. Whoever may not sign is refused below.
  if (subject.chair.id === actor.id && (await isSigned())) return done(here, signed);
  const step = moveMeeting({ ...subject, chairId: subject.chair.id }, "sign-off", {
    actorId: actor.id,
    today,
  });
  if (!step.ok) return refuseWith(form.typed, step.message);
  const { version } = form.value;
  const saved = await save(db, async (tx) => {
    // Of every case, those that are kept from the chair too.
    const decided = await decideds(tx, await listCases(tx, subject.id, []));
    await signOff(tx, by, subject, { version, decided });
  });
  if (!saved.ok && !(await isSigned()))
    return overtaken(
      form.typed,
      "Read the minutes again: they were changed by someone else after you opened this page",
    );
  return done(here, signed);
});

export default function Minutes() {
  const page = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  return (
    <>
      <BackLink to={paths.moderation.meeting(page.id)}>The meeting</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <PageHeading
          caption={page.exercise}
          title={`Minutes of the panel meeting of ${formatDate(page.meetsOn)}`}
          tag={<MeetingTag state={page.state} />}
        />
        <Blocks blocks={page.blocks} />
        <TwoThirds>
          <div className="los-no-print">
            {page.mayWrite ? (
              <p className="govuk-body">
                <Link to={paths.moderation.writeMinutes(page.id)}>Change notes and themes</Link>
              </p>
            ) : null}
            {page.actions.length > 0 ? (
              <Details summary="Raise an action from a theme">
                <ul className="govuk-list govuk-list--bullet">
                  {page.actions.map(({ text, at }) => (
                    <li key={text}>
                      <Link
                        to={paths.log.add({
                          exercise: page.exerciseId,
                          meeting: page.id,
                          theme: String(at),
                        })}
                      >
                        {text}
                      </Link>
                    </li>
                  ))}
                </ul>
              </Details>
            ) : null}
            {page.maySign ? <SignOff version={page.version} outcome={outcome} /> : null}
            {page.mayAdd ? <Add outcome={outcome} /> : null}
          </div>
        </TwoThirds>
      </main>
    </>
  );
}

const check = (entries: Iterable<[string, FormDataEntryValue]>) =>
  parseForm(minutesDeedForm, entries);

function SignOff({ version, outcome }: { version: number; outcome: FormOutcome | undefined }) {
  const form = useGovForm({ check, outcome });
  return (
    <GovFormBody form={form} version={version}>
      <input type="hidden" name="intent" value="sign-off" />
      <h2 className="govuk-heading-m">Sign off the minutes</h2>
      <Checkboxes
        {...form.list("sure")}
        legend="Sign off"
        hideLegend
        hint="They can’t be changed afterwards, only added to. The themes go into the cycle’s report; what waits to be confirmed goes on waiting on the audit’s own page."
        options={[{ value: "yes", label: "These minutes are as the meeting was" }]}
      />
      <Button>Sign off</Button>
    </GovFormBody>
  );
}

function Add({ outcome }: { outcome: FormOutcome | undefined }) {
  const form = useGovForm({ check, outcome });
  return (
    <Details summary="Add to these minutes" open={outcome !== undefined}>
      <GovFormBody form={form}>
        <input type="hidden" name="intent" value="add" />
        <TextArea
          {...form.field("text")}
          label="What is to be added"
          hint="It stands beneath with your name and today’s date; name no child and no worker."
          rows={3}
        />
        <Button variant="secondary">Add</Button>
      </GovFormBody>
    </Details>
  );
}
