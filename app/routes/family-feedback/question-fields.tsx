import { answerField, forWorkerWords } from "~/forms/family-feedback";
import {
  answersOf,
  type Face as FaceCode,
  type FeedbackFor,
  type FeedbackQuestion,
  feedbackAnswerNames,
} from "~/rules/family-feedback/forms";
import type { GovForm } from "~/ui/form";
import { Radios } from "~/ui/inputs/choices";
import { TextArea } from "~/ui/inputs/text-area";
import { Face } from "./face";

/** The questions of a form, to be answered by a family or entered for it. */
export function QuestionFields({
  form,
  questions,
}: {
  form: GovForm;
  questions: readonly FeedbackQuestion[];
}) {
  return questions.map(({ code, kind, text }) =>
    kind === "words" ? (
      <TextArea key={code} {...form.field(answerField(code))} label={text} labelSize="m" rows={3} />
    ) : (
      <div key={code} className={kind === "faces" ? "los-faces" : undefined}>
        <Radios
          {...form.field(answerField(code))}
          legend={text}
          legendSize="m"
          inline={kind === "faces"}
          small={kind === "scale"}
          options={answersOf(kind).map((answer) => ({
            value: answer,
            label:
              kind === "faces" ? (
                <>
                  <Face face={answer as FaceCode} />
                  <span>{feedbackAnswerNames[answer]}</span>
                </>
              ) : (
                feedbackAnswerNames[answer]
              ),
          }))}
        />
      </div>
    ),
  );
}

/** Whether the worker may read it: asked of every family, and kept from the worker unless they say so. */
export function ForWorkerField({ form, by }: { form: GovForm; by: FeedbackFor | "staff" }) {
  return (
    <Radios
      {...form.field("forWorker")}
      legend={
        by === "staff"
          ? "May the worker read what they said?"
          : "Can your worker see what you told us?"
      }
      legendSize="m"
      hint={
        by === "staff"
          ? "Ask them. If they did not say, leave it at no."
          : "The people who check our work always read it."
      }
      small={by === "staff"}
      options={
        by === "staff"
          ? [
              { value: "yes", label: "Yes" },
              { value: "no", label: "No, or they did not say" },
            ]
          : [
              { value: "yes", label: forWorkerWords.yes },
              { value: "no", label: forWorkerWords.no },
            ]
      }
    />
  );
}
