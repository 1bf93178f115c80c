import { useActionData, useLoaderData } from "@remix-run/react";
import { draftForm, questionFields } from "~/forms/family-feedback";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import {
  feedbackForNames,
  mostQuestions,
  questionKindNames,
  questionKinds,
} from "~/rules/family-feedback/forms";
import { formVersionFromUrl } from "~/server/family-feedback-subjects.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Select } from "~/ui/inputs/select";
import { TextArea } from "~/ui/inputs/text-area";
import { TextField } from "~/ui/inputs/text-field";
import { Link } from "~/ui/link";
import { Details } from "~/ui/notices";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { changeDraft } from "~db/family-feedback/forms.server";
import { changedElsewhere, refusePublished } from "./form-state.server";

export const meta = () => [{ title: "Change a feedback form - Line of Sight" }];

export const loader = guarded("family-feedback.write-forms", formVersionFromUrl, async (guard) => {
  refusePublished(guard);
  const { access: _, ...form } = guard.subject;
  return form;
});

export const action = guarded("family-feedback.write-forms", formVersionFromUrl, async (guard) => {
  refusePublished(guard);
  const { request, db, actor, stamp, subject, done } = guard;
  const form = await readForm(request, draftForm);
  if (!form.ok) return refuse(form);
  const saved = await save(db, (tx) =>
    changeDraft(tx, { ...stamp, actorId: actor.id }, subject, form.value),
  );
  if (!saved.ok) return overtaken(form.typed, changedElsewhere);
  return done(paths.familyFeedback.form(subject.id), "The draft is saved. Look at it below");
});

export default function EditFeedbackForm() {
  const draft = useLoaderData<typeof loader>();
  const { title, introduction, thanks, questions } = draft;
  const form = useGovForm({
    check: (entries) => parseForm(draftForm, entries),
    stored: { title, introduction, thanks, questions },
    outcome: useActionData<typeof action>(),
  });
  const back = paths.familyFeedback.form(draft.id);
  const places = Array.from({ length: mostQuestions }, (_, at) => at);
  const shown = Math.max(3, questions.length + 1);
  return (
    <>
      <BackLink to={back}>The draft</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${feedbackForNames[draft.for]}, version ${draft.number}`}
            title="Change the form"
            lead="Short words and short sentences. Ask about one thing at a time."
          />
          <GovFormBody form={form} version={draft.version}>
            <TextField
              {...form.field("title")}
              label="What the form is called"
              width="two-thirds"
            />
            <TextArea {...form.field("introduction")} label="What is said first" rows={3} />
            {places.slice(0, shown).map((at) => (
              <Question key={at} form={form} at={at} code={questions[at]?.code ?? ""} />
            ))}
            {shown < mostQuestions ? (
              <Details summary="More questions">
                {places.slice(shown).map((at) => (
                  <Question key={at} form={form} at={at} code="" />
                ))}
              </Details>
            ) : null}
            <TextField
              {...form.field("thanks")}
              label="What is said once it is sent"
              width="full"
            />
            <ButtonGroup>
              <Button>Save the draft</Button>
              <Link to={back}>Cancel</Link>
            </ButtonGroup>
          </GovFormBody>
        </TwoThirds>
      </main>
    </>
  );
}

function Question({
  form,
  at,
  code,
}: {
  form: ReturnType<typeof useGovForm>;
  at: number;
  code: string;
}) {
  const fields = questionFields(at);
  return (
    <div className="los-question-edit">
      <input type="hidden" name={fields.code} value={code} />
      <TextField
        {...form.field(fields.text)}
        label={`Question ${at + 1}`}
        hint={at === 0 ? "A question left empty is left out" : undefined}
        width="full"
      />
      <Select
        {...form.field(fields.kind)}
        label={`How question ${at + 1} is answered`}
        hideLabel
        emptyLabel="How it is answered"
        options={questionKinds.map((kind) => ({ value: kind, label: questionKindNames[kind] }))}
      />
    </div>
  );
}
