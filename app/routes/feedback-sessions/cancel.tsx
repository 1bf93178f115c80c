import { useActionData, useLoaderData } from "@remix-run/react";
import { cancelSessionForm } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { cancelSession } from "~db/feedback-sessions/sessions.server";
import { changedElsewhere, refuseMove } from "./state.server";

export const meta = () => [{ title: "Cancel a feedback session - Line of Sight" }];

const title = "This session can’t be cancelled";

export const loader = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseMove(guard, "cancel", title);
  const { id, heldOn, version, state } = guard.subject;
  return { id, heldOn, version, isOut: state === "shared" };
});

export const action = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseMove(guard, "cancel", title);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, cancelSessionForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const saved = await save(db, (tx) =>
    cancelSession(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(paths.feedbackSessions.list(), "The session is cancelled");
});

export default function CancelSession() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(cancelSessionForm, entries),
    outcome: useActionData<typeof action>(),
  });
  const back = paths.feedbackSessions.one(page.id);
  return (
    <>
      <BackLink to={back}>The session</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            title={`Cancel the session of ${formatDate(page.heldOn)}`}
            lead={
              page.isOut
                ? "Everyone who had its briefing is told. It can’t be undone."
                : "It can’t be undone."
            }
          />
          <GovFormBody form={form} version={page.version}>
            <TextArea {...form.field("reason")} label="Why is it cancelled?" rows={3} />
            <ButtonGroup>
              <Button variant="warning">Cancel the session</Button>
              <Link to={back}>Keep it</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
