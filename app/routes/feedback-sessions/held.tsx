import { useActionData, useLoaderData } from "@remix-run/react";
import { heldForm } from "~/forms/feedback-sessions";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { formatDate } from "~/rules/core/dates";
import { sessionFromUrl } from "~/server/feedback-session-subjects.server";
import { type Guarded, guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import {
  type FeedbackSession,
  findSession,
  recordHeld,
} from "~db/feedback-sessions/sessions.server";
import { changedElsewhere, refuseMove } from "./state.server";

export const meta = () => [{ title: "Who came - Feedback session - Line of Sight" }];

/** How many others came can be corrected later. */
function refuseNot(guard: Guarded<FeedbackSession>) {
  if (guard.subject.state !== "held")
    refuseMove(guard, "hold", "This session can’t be said to have been held");
}

export const loader = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseNot(guard);
  const { id, heldOn, version, others, state } = guard.subject;
  return { id, heldOn, version, others, isHeld: state === "held" };
});

export const action = guarded("feedback-sessions.run", sessionFromUrl, async (guard) => {
  refuseNot(guard);
  const { request, db, subject, actor, stamp, done } = guard;
  const form = await readForm(request, heldForm);
  if (!form.ok) return refuse({ errors: form.errors, typed: form.typed });
  const { others } = form.value;
  const saved = await save(db, (tx) =>
    recordHeld(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  const now = saved.ok ? null : await findSession(db, subject.id);
  if (!saved.ok && !(now?.state === "held" && now.others === others))
    return overtaken(form.typed, changedElsewhere);
  return done(
    paths.feedbackSessions.one(subject.id),
    subject.state === "held" ? "Saved" : "The session is held. Write down what was said",
  );
});

export default function Held() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(heldForm, entries),
    stored: { others: String(page.others) },
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
            title={page.isHeld ? "How many others came" : "Say that it was held"}
          />
          <GovFormBody form={form} version={page.version}>
            <TextField
              {...form.field("others")}
              label="How many others came?"
              hint="People without an account here, such as agency or partner staff. Everyone else says so themselves, or is ticked on the next page."
              width={3}
              inputMode="numeric"
            />
            <ButtonGroup>
              <Button>{page.isHeld ? "Save" : "It was held"}</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
