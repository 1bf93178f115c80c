import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { minutesForm, themeRowsOfMeeting } from "~/forms/meetings";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { meetingFromUrl } from "~/server/meeting-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { forgetWritten } from "~db/core/written.server";
import { findMeeting, type PanelMeeting, writeMinutes } from "~db/moderation/meetings.server";
import { isAsKept } from "~db/moderation/stands-already.server";

export const meta = () => [{ title: "Notes and themes - Panel meeting - Line of Sight" }];

function refuseOver({ subject }: Guarded<PanelMeeting>) {
  if (subject.state === "under-way") return;
  throw refusal(409, {
    title: "These minutes are not written now",
    because:
      "Notes are written while the meeting goes on, until its chair signs the minutes off. After that an addendum can be added to them.",
  });
}

export const loader = guarded("moderation.decide-in-meeting", meetingFromUrl, async (guard) => {
  refuseOver(guard);
  const { id, exerciseTitle, meetsOn, version, notes, themes } = guard.subject;
  return {
    ...{ id, exerciseTitle, meetsOn, version, notes },
    themes: Object.fromEntries(
      themes.map(({ cases, ...theme }, at) => [
        String(at),
        { ...theme, cases: cases === null ? "" : String(cases) },
      ]),
    ),
    written: await writtenSoFar(guard, writtenAt(guard, "minutes", id), {
      url: paths.written(paths.moderation.writeMinutes(id)),
      version,
    }),
  };
});

export const action = guarded("moderation.decide-in-meeting", meetingFromUrl, async (guard) => {
  refuseOver(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, minutesForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { version, notes } = form.value;
  const themes = Object.values(form.value.themes).flatMap(({ kind, text, cases }) =>
    kind && text ? [{ kind, text, cases: cases === "" ? null : Number(cases) }] : [],
  );
  const saved = await save(db, async (tx) => {
    await writeMinutes(tx, { ...stamp, actorId: actor.id }, subject, { version, notes, themes });
    await forgetWritten(tx, writtenAt(guard, "minutes", subject.id));
  });
  const now = saved.ok ? null : await findMeeting(db, subject.id);
  const isWritten = now?.notes === notes && isAsKept(themes, now.themes);
  if (!saved.ok && !isWritten)
    return overtaken(
      form.typed,
      "Read the minutes first: someone else changed them after you opened this page. What you typed is kept here",
    );
  return done(paths.moderation.minutes(subject.id), "Notes and themes are in the minutes");
});

export default function WriteMinutes() {
  const page = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(minutesForm, entries),
    stored: { notes: page.notes, themes: page.themes },
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
            title={`Notes and themes of ${formatDate(page.meetsOn)}`}
            lead="Decisions stand in the minutes by themselves. Name no child and no worker: cases are called by their number."
          />
          <WrittenBody form={form} version={page.version}>
            <TextArea {...form.field("notes")} label="What was said" labelSize="m" rows={5} />
            <h2 className="govuk-heading-m">Themes across the service</h2>
            <p className="govuk-hint">
              They go into the cycle’s report once the minutes are signed off.
            </p>
            {themeRowsOfMeeting.map((row) => (
              <fieldset key={row} className="govuk-fieldset los-theme">
                <legend className="govuk-visually-hidden">Theme {row + 1}</legend>
                <TextField {...form.field(`themes.${row}.text`)} label={`Theme ${row + 1}`} />
                <div className="los-theme__facts">
                  <Radios
                    {...form.field(`themes.${row}.kind`)}
                    legend={`Theme ${row + 1} is`}
                    hideLegend
                    inline
                    small
                    options={[
                      { value: "development", label: "To develop" },
                      { value: "strength", label: "A strength" },
                    ]}
                  />
                  <TextField
                    {...form.field(`themes.${row}.cases`)}
                    label={
                      <>
                        In how many cases
                        <span className="govuk-visually-hidden">, theme {row + 1}</span>
                      </>
                    }
                    width={3}
                    inputMode="numeric"
                  />
                </div>
              </fieldset>
            ))}
            <ButtonGroup>
              <Button>Save to the minutes</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}
