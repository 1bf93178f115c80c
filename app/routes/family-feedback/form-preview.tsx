import type { FeedbackForm } from "~/rules/family-feedback/forms";
import { useGovForm } from "~/ui/form";
import { ForWorkerField, QuestionFields } from "./question-fields";

/** A form as those who answer it see it; nothing of it is sent. */
export function FormPreview({ form: asked }: { form: FeedbackForm }) {
  const form = useGovForm({});
  return (
    <section className="los-preview" aria-label="The form as it is seen">
      <p className="govuk-hint">
        As it is seen by those who answer. What you type here is not kept.
      </p>
      <h2 className="govuk-heading-l">{asked.title}</h2>
      {asked.introduction ? <p className="govuk-body-l">{asked.introduction}</p> : null}
      <QuestionFields form={form} questions={asked.questions} />
      <ForWorkerField form={form} by={asked.for} />
      <p className="govuk-body">Once it is sent: “{asked.thanks}”</p>
    </section>
  );
}
