import { useActionData, useLoaderData } from "@remix-run/react";
import { planSessionForm } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { addMonths } from "~/rules/core/dates";
import { guarded, noRecord } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { findSettings } from "~db/core/settings.server";
import { findLastHeld, planSession } from "~db/feedback-sessions/sessions.server";
import { SessionFields } from "./session-fields";

export const meta = () => [{ title: "Plan a feedback session - Line of Sight" }];

export const loader = guarded("feedback-sessions.run", noRecord, async ({ db, actor, today }) => {
  const last = await findLastHeld(db);
  const { "feedback-sessions.months": months } = await findSettings(db);
  return {
    startsAt: "14:00",
    ledBy: actor.name,
    sinceOn: last?.heldOn ?? addMonths(today, -months),
  };
});

export const action = guarded("feedback-sessions.run", noRecord, async (guard) => {
  const { request, db, actor, stamp, today, done } = guard;
  const form = await readForm(request, planSessionForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  if (form.value.heldOn < today)
    return refuse({ errors: { heldOn: "Enter today or a later date" }, typed: form.typed });
  const id = await transact(db, (tx) =>
    planSession(tx, { ...stamp, actorId: actor.id }, form.value),
  );
  return done(
    paths.feedbackSessions.one(id),
    "The session is planned. Only you and other QA leads see it until its briefing is sent",
  );
});

export default function PlanSession() {
  const stored = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(planSessionForm, entries),
    stored,
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.feedbackSessions.list()}>Feedback sessions</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading title="Plan a feedback session" />
          <GovFormBody form={form}>
            <SessionFields form={form} />
            <ButtonGroup>
              <Button>Plan the session</Button>
              <Link to={paths.feedbackSessions.list()}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
