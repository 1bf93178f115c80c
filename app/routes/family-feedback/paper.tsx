import { useLoaderData } from "@remix-run/react";
import { forWorkerWords } from "~/forms/family-feedback";
import { paths } from "~/paths";
import {
  answersOf,
  type Face as FaceCode,
  feedbackAnswerNames,
} from "~/rules/family-feedback/forms";
import { feedbackReference } from "~/rules/family-feedback/invitations";
import {
  invitationFromUrl,
  mustBeIndependentOfFamily,
  refuseEnded,
} from "~/server/family-feedback-subjects.server";
import { guarded } from "~/server/guard.server";
import { BackLink } from "~/ui/page";
import { findFormVersion } from "~db/family-feedback/forms.server";
import { Face } from "./face";

export const meta = () => [{ title: "Form to print - Family feedback - Line of Sight" }];

export const loader = guarded("family-feedback.ask", invitationFromUrl, async (guard) => {
  refuseEnded(guard);
  await mustBeIndependentOfFamily(guard);
  const { db, subject } = guard;
  const form = await findFormVersion(db, subject.formVersionId);
  return {
    id: subject.id,
    reference: feedbackReference(subject.reference),
    title: form?.title ?? "",
    introduction: form?.introduction ?? "",
    questions: form?.questions ?? [],
  };
});

export default function FeedbackPaper() {
  const { id, reference, title, introduction, questions } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="los-no-print">
        <BackLink to={paths.familyFeedback.one(id)}>{reference}</BackLink>
      </div>
      <main className="govuk-main-wrapper los-paper" id="main-content" tabIndex={-1}>
        <p className="govuk-body los-no-print">
          Print this page with your browser. {reference} is all that says whose form it is.
        </p>
        <h1 className="govuk-heading-l">{title}</h1>
        <p className="govuk-body-l">{introduction}</p>
        {questions.map(({ code, kind, text }) => (
          <section key={code} className="los-paper__part" aria-labelledby={`${code}-asked`}>
            <h2 className="govuk-heading-m" id={`${code}-asked`}>
              {text}
            </h2>
            {kind === "words" ? (
              <div className="los-paper__room" aria-hidden="true" />
            ) : (
              <ul className={`govuk-list los-paper-answers los-paper-answers--${kind}`}>
                {answersOf(kind).map((answer) => (
                  <li key={answer}>
                    {kind === "faces" ? (
                      <Face face={answer as FaceCode} />
                    ) : (
                      <span className="los-paper-box" aria-hidden="true" />
                    )}
                    {feedbackAnswerNames[answer]}
                  </li>
                ))}
              </ul>
            )}
          </section>
        ))}
        <section className="los-paper__part" aria-labelledby="for-worker-asked">
          <h2 className="govuk-heading-m" id="for-worker-asked">
            Can your worker see what you told us?
          </h2>
          <ul className="govuk-list los-paper-answers los-paper-answers--scale">
            {Object.values(forWorkerWords).map((words) => (
              <li key={words}>
                <span className="los-paper-box" aria-hidden="true" />
                {words}
              </li>
            ))}
          </ul>
        </section>
        <p className="govuk-body">
          Please do not write your name. <strong>{reference}</strong>
        </p>
      </main>
    </>
  );
}
