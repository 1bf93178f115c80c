import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { feedbackGivenForm } from "~/forms/observations";
import { paths } from "~/paths";
import { andList } from "~/rules/core/words";
import { observationTitle } from "~/rules/observations/observations";
import { type Guarded, guarded, refusal } from "~/server/guard.server";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { DateField } from "~/ui/inputs/date-field";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { type Observation, recordFeedback } from "~db/observations/observations.server";
import { changedElsewhere } from "./state.server";

export const meta = () => [{ title: "Feedback given - Observation - Line of Sight" }];

function refuseNow({ subject: { state } }: Guarded<Observation>) {
  if (state !== "shared")
    throw refusal(409, {
      title: "Feedback can’t be entered here now",
      because:
        state === "draft"
          ? "Enter it where you write the observation."
          : "It is closed or withdrawn: what was entered stays.",
    });
}

export const loader = guarded("observations.write", observationFromUrl, async (guard) => {
  refuseNow(guard);
  const { id, version, kind, observedOn, observed, feedbackTo, feedbackOn } = guard.subject;
  return {
    ...{ id, version, title: observationTitle(kind, observedOn) },
    stored: {
      feedbackTo: feedbackTo || andList(observed.map(({ name }) => name)),
      feedbackOn: feedbackOn ?? guard.today,
    },
  };
});

export const action = guarded("observations.write", observationFromUrl, async (guard) => {
  refuseNow(guard);
  const { request, db, subject, actor, stamp, today, done } = guard;
  const form = await readForm(request, feedbackGivenForm);
  if (!form.ok) return refuse(form);
  const { feedbackOn } = form.value;
  if (feedbackOn > today || feedbackOn < subject.observedOn)
    return refuse({
      errors: { feedbackOn: "Enter a date from the observation to today" },
      typed: form.typed,
    });
  const saved = await save(db, (tx) =>
    recordFeedback(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(paths.observations.one(subject.id), "It is recorded that feedback was given");
});

export default function FeedbackGiven() {
  const page = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(feedbackGivenForm, entries),
    stored: page.stored,
    outcome: useActionData<typeof action>(),
  });
  const back = paths.observations.one(page.id);
  return (
    <>
      <BackLink to={back}>The observation</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={page.title} title="Feedback given" />
          <GovFormBody form={form} version={page.version}>
            <TextField {...form.field("feedbackTo")} label="To whom" width="two-thirds" />
            <DateField {...form.date("feedbackOn")} legend="When" />
            <ButtonGroup>
              <Button>Save</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}
