import { useActionData, useLoaderData } from "@remix-run/react";
import { publishFormForm } from "~/forms/family-feedback";
import { parseForm } from "~/forms/fields";
import { paths } from "~/paths";
import { feedbackForNames, whyNotPublished } from "~/rules/family-feedback/forms";
import { formVersionFromUrl } from "~/server/family-feedback-subjects.server";
import { guarded } from "~/server/guard.server";
import { readForm, refuse, refuseWith } from "~/server/read-form.server";
import { overtaken, save } from "~/server/save.server";
import { Button, ButtonGroup } from "~/ui/button";
import { GovFormBody, useGovForm } from "~/ui/form";
import { Checkboxes } from "~/ui/inputs/choices";
import { Link } from "~/ui/link";
import { BackLink, PageHeading, TwoThirds } from "~/ui/page";
import { findFormVersion, publishForm } from "~db/family-feedback/forms.server";
import { FormPreview } from "./form-preview";
import { changedElsewhere, refusePublished } from "./form-state.server";

export const meta = () => [{ title: "Publish a feedback form - Line of Sight" }];

export const loader = guarded("family-feedback.write-forms", formVersionFromUrl, async (guard) => {
  refusePublished(guard);
  const { access: _, ...form } = guard.subject;
  return form;
});

export const action = guarded("family-feedback.write-forms", formVersionFromUrl, async (guard) => {
  const { request, db, actor, stamp, subject, done } = guard;
  const here = paths.familyFeedback.form(subject.id);
  const words = "The form is published: families can be asked with it";
  // Pressed twice: it is out.
  if (subject.state === "published") return done(here, words);
  const form = await readForm(request, publishFormForm);
  if (!form.ok) return refuse(form);
  const why = whyNotPublished(subject);
  if (why) return refuseWith(form.typed, why);
  const saved = await save(db, (tx) =>
    publishForm(tx, { ...stamp, actorId: actor.id }, subject, form.value.version),
  );
  if (!saved.ok && (await findFormVersion(db, subject.id))?.state !== "published")
    return overtaken(form.typed, changedElsewhere);
  return done(here, words);
});

export default function PublishFeedbackForm() {
  const draft = useLoaderData<typeof loader>();
  const form = useGovForm({
    check: (entries) => parseForm(publishFormForm, entries),
    outcome: useActionData<typeof action>(),
  });
  return (
    <>
      <BackLink to={paths.familyFeedback.form(draft.id)}>The draft</BackLink>
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${feedbackForNames[draft.for]}, version ${draft.number}`}
            title="Publish the form"
            lead="It never changes once it is published. Those who were asked with an earlier version still answer that one."
          />
          <GovFormBody form={form} version={draft.version}>
            <Checkboxes
              {...form.list("read")}
              legend="Publish"
              hideLegend
              options={[
                {
                  value: "yes",
                  label: "I have read the form below, and a child or parent will understand it",
                },
              ]}
            />
            <ButtonGroup>
              <Button>Publish the form</Button>
              <Link to={paths.familyFeedback.editForm(draft.id)}>Change it first</Link>
            </ButtonGroup>
          </GovFormBody>
          <FormPreview form={draft} />
        </TwoThirds>
      </main>
    </>
  );
}
