import { useActionData, useLoaderData } from "@remix-run/react";
import { changeSessionForm } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { changeSession } from "~db/feedback-sessions/sessions.server";
import { SessionFields } from "./session-fields";
import { changedElsewhere, refuseOver } from "./state.server";

export const meta = () => [{ title: "Change a feedback session - Line of Sight" }];

export const loader = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseOver(guard);
  const { id, heldOn, startsAt, place, ledBy, sinceOn, state, version } = guard.subject;
  return { id, state, version, stored: { heldOn, startsAt, place, ledBy, sinceOn } };
});

export const action = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseOver(guard);
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, changeSessionForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  if (form.value.heldOn < today && form.value.heldOn !== subject.heldOn)
    return refuse({ errors: { heldOn: "Enter today or a later date" }, typed: form.typed });
  const saved = await save(db, (tx) =>
    changeSession(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(
    paths.feedbackSessions.one(subject.id),
    subject.state === "shared" ? "The session is changed, and everyone is told" : "Saved",
  );
});

export default function ChangeSession() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(changeSessionForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.feedbackSessions.one(page.id);
  return (
    <>
      <BackLink to={back}>The session</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title="Change when and where"
            lead={
              page.state === "shared"
                ? "Its briefing is out: it stays as it was sent, and everyone is told of the change."
                : undefined
            }
          />
          <GovFormBody form={form} version={page.version}>
            <SessionFields form={form} />
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={back}>Cancel</Link>
              <Link to={paths.feedbackSessions.cancel(page.id)}>Cancel this session</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
