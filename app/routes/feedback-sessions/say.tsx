import { useActionData, useLoaderData } from "@remix-run/react";
import { pointForm } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { forgetWritten } from "~db/core/written.server";
import { addPoint } from "~db/feedback-sessions/points.server";
import { PointFields } from "./point-fields";
import { refuseUnheld } from "./state.server";

export const meta = () => [{ title: "What was said - Feedback session - Line of Sight" }];

export const loader = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseUnheld(guard);
  const { id, heldOn } = guard.subject;
  return {
    id,
    heldOn,
    written: await writtenSoFar(guard, writtenAt(guard, "session-point", id), {
      url: paths.written(paths.feedbackSessions.say(id)),
    }),
  };
});

export const action = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseUnheld(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, pointForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  await transact(db, async (tx) => {
    await addPoint(tx, { ...stamp, actorId: actor.id }, subject, form.value);
    await forgetWritten(tx, writtenAt(guard, "session-point", subject.id));
  });
  return done(
    paths.feedbackSessions.one(subject.id),
    "It is written down, and waits to be filed in the learning log",
  );
});

export default function Say() {
  const page = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(pointForm, entries),
    stored: {},
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
            title="Write down what was said"
          />
          <WrittenBody form={form}>
            <PointFields form={form} />
            <ButtonGroup>
              <Button>Write it down</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}
