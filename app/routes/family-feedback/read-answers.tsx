import { type FeedbackQuestion, feedbackAnswerNames } from "~/rules/family-feedback/forms";
import { SummaryList } from "~/ui/summary-list";
import type { Answers } from "~db/family-feedback/said.server";

/** What came back, question by question. */
export function ReadAnswers({
  said,
  questions,
}: {
  said: Answers;
  questions: readonly FeedbackQuestion[];
}) {
  const rows = questions.flatMap(({ code, text }) => {
    const answer = said.chosen[code];
    const words = said.words[code];
    const value = answer ? feedbackAnswerNames[answer] : words;
    return value ? [{ key: text, value: <span className="los-as-written">{value}</span> }] : [];
  });
  return (
    <>
      <h2 className="govuk-heading-m">What they said</h2>
      <SummaryList rows={rows} />
      <p className="govuk-body">
        {said.forWorker
          ? "The worker may read this too."
          : "It is kept from the worker: they asked for it, or were not asked."}
      </p>
    </>
  );
}
