import { useActionData, useLoaderData } from "@remix-run/react";
import { briefingForm } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { readBriefing } from "~/overviews/feedback-sessions/briefing.server";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Checkboxes } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { forgetWritten } from "~db/core/written.server";
import { prepareBriefing } from "~db/feedback-sessions/sessions.server";
import { changedElsewhere, refuseMove } from "./state.server";

export const meta = () => [{ title: "Prepare the briefing - Feedback session - Line of Sight" }];

const isOut = "This briefing can’t be changed";

export const loader = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseMove(guard, "share", isOut);
  const { db, subject, today } = guard;
  const { id, heldOn, version, introduction, leftOut } = subject;
  const { lines } = await readBriefing(db, subject, today);
  return {
    ...{ id, heldOn, version, introduction, leftOut, lines },
    written: await writtenSoFar(guard, writtenAt(guard, "session-briefing", id), {
      url: paths.written(paths.feedbackSessions.briefing(id)),
      version,
    }),
  };
});

export const action = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseMove(guard, "share", isOut);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, briefingForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const saved = await save(db, async (tx) => {
    await prepareBriefing(tx, { ...stamp, actorId: actor.id }, subject, form.value);
    await forgetWritten(tx, writtenAt(guard, "session-briefing", subject.id));
  });
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(paths.feedbackSessions.one(subject.id), "The briefing is changed");
});

export default function PrepareBriefing() {
  const page = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(briefingForm, entries),
    stored: { introduction: page.introduction, leftOut: page.leftOut },
    outcome: useActionData<typeof action>(),
  });
  const back = paths.feedbackSessions.one(page.id);
  return (
    <>
      <BackLink to={back}>The session</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`Feedback session of ${formatDate(page.heldOn)}`}
            title="Prepare the briefing"
            lead="Themes, figures and what was done stand in it by themselves."
          />
          <WrittenBody form={form} version={page.version}>
            <TextArea
              {...form.field("introduction")}
              label="Introduction"
              labelSize="m"
              hint="What you would like to talk about. Name no child, worker or team."
              rows={4}
            />
            {page.lines.length > 0 ? (
              <Checkboxes
                {...form.list("leftOut")}
                legend="Leave out"
                legendSize="m"
                hint="Lines that someone wrote. Names of people, teams and cases are replaced already; tick a line that still tells whose work it is."
                small
                options={page.lines.map(({ id, text }) => ({ value: id, label: text }))}
              />
            ) : null}
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}
