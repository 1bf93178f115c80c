import { redirect } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { feedbackForNames } from "~/rules/family-feedback/forms";
import { formVersionFromUrl } from "~/server/family-feedback-subjects.server";
import { guarded } from "~/server/guard.server";
import { Button, ButtonGroup } from "~/ui/button";
import { Breadcrumbs, PageHeading, TwoThirds } from "~/ui/page";
import { transact } from "~db/core/open.server";
import { draftNext } from "~db/family-feedback/forms.server";
import { FormPreview } from "./form-preview";

export const meta = () => [{ title: "Feedback form - Line of Sight" }];

export const loader = guarded("family-feedback.write-forms", formVersionFromUrl, async (guard) => {
  const { access: _, publishedAt, ...form } = guard.subject;
  return { ...form, published: publishedAt ? formatDate(dateInLondon(new Date(publishedAt))) : "" };
});

/** Begins the next version, or opens the draft there is. */
export const action = guarded("family-feedback.write-forms", formVersionFromUrl, async (guard) => {
  const { db, actor, stamp, subject } = guard;
  const id = await transact(db, (tx) => draftNext(tx, { ...stamp, actorId: actor.id }, subject));
  return redirect(paths.familyFeedback.editForm(id));
});

export default function FeedbackFormPage() {
  const form = useLoaderData<typeof loader>();
  const isDraft = form.state === "draft";
  return (
    <>
      <Breadcrumbs
        items={[
          { href: paths.familyFeedback.forms(), label: "Feedback forms" },
          { label: form.title },
        ]}
      />
      <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
        <TwoThirds>
          <PageHeading
            caption={`${feedbackForNames[form.for]}, version ${form.number}`}
            title={form.title}
            lead={
              isDraft
                ? "A draft: nobody is asked with it until it is published."
                : `Published ${form.published}. It never changes.`
            }
          />
          {isDraft ? (
            <ButtonGroup>
              <Button to={paths.familyFeedback.publishForm(form.id)}>Publish it</Button>
              <Button to={paths.familyFeedback.editForm(form.id)} variant="secondary">
                Change it
              </Button>
            </ButtonGroup>
          ) : (
            <Form method="post">
              <Button variant="secondary">Write the next version</Button>
            </Form>
          )}
          <FormPreview form={form} />
        </TwoThirds>
      </main>
    </>
  );
}
