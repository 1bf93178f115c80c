import { useActionData, useLoaderData } from "@remix-run/react";
import { parseForm } from "~/forms/fields";
import { answerObservationForm } from "~/forms/observations";
import { paths } from "~/paths";
import { mayAnswer, observationTitle } from "~/rules/observations/observations";
import { type Guarded, guarded, notFound, refusal } from "~/server/guard.server";
import { observationFromUrl } from "~/server/observation-subjects.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { writtenAt, writtenSoFar } from "~/server/written.server";
import { useWrittenForm, WrittenBody } from "~/ui/autosave/written-form";
import { Button, ButtonGroup } from "~/ui/button";
import { TextArea } from "~/ui/inputs/text-area";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { forgetWritten } from "~db/core/written.server";
import { answerObservation, type Observation } from "~db/observations/observations.server";
import { changedElsewhere } from "./state.server";

export const meta = () => [{ title: "Your answer - Observation - Line of Sight" }];

/** Their own part of it. Throws 409 once it is withdrawn. */
function ownPart({ subject, actor }: Guarded<Observation>) {
  const part = subject.observed.find(({ id }) => id === actor.id);
  if (!part) throw notFound();
  if (!mayAnswer(subject.state))
    throw refusal(409, {
      title: "This observation was withdrawn",
      because: "Nothing is answered any more.",
    });
  return part;
}

export const loader = guarded("observations.answer", observationFromUrl, async (guard) => {
  const { id, kind, observedOn } = guard.subject;
  const { response, version } = ownPart(guard);
  return {
    ...{ id, response, version, title: observationTitle(kind, observedOn) },
    written: await writtenSoFar(guard, writtenAt(guard, "observation-answer", id), {
      url: paths.written(paths.observations.answer(id)),
      version,
    }),
  };
});

export const action = guarded("observations.answer", observationFromUrl, async (guard) => {
  const { request, db, subject, actor, stamp, done } = guard;
  ownPart(guard);
  const form = await readForm(request, answerObservationForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, async (tx) => {
    await answerObservation(tx, { ...stamp, actorId: actor.id }, subject, form.value);
    await forgetWritten(tx, writtenAt(guard, "observation-answer", subject.id));
  });
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(
    paths.observations.one(subject.id),
    form.value.response ? "Your answer is kept with the observation" : "You have read it",
  );
});

export default function AnswerObservation() {
  const page = useLoaderData<typeof loader>();
  const form = useWrittenForm({
    written: page.written,
    check: (entries) => parseForm(answerObservationForm, entries),
    stored: { response: page.response },
    outcome: useActionData<typeof action>(),
  });
  const back = paths.observations.one(page.id);
  return (
    <>
      <BackLink to={back}>The observation</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading caption={page.title} title="Your answer" />
          <WrittenBody form={form} version={page.version}>
            <TextArea
              {...form.field("response")}
              label="What do you think of it?"
              hint="What you are proud of, what you would do differently, what you would like to talk about. You can leave it empty and say only that you read it. Your observer and your manager read it."
              rows={6}
              maxLength={3000}
            />
            <ButtonGroup>
              <Button>Say that I have read it</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </WrittenBody>
        </TwoThirds>
      </main>
    </>
  );
}
