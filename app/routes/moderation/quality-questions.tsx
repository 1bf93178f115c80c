import { qualityAnswerNames, qualityAnswers } from "~/rules/moderation/quality";
import type { QualityQuestion } from "~/rules/tools/tools";
import { AnswerRow } from "~/ui/inputs/answer-row";
import type { FieldProps } from "~/ui/inputs/form-group";
import { TextArea } from "~/ui/inputs/text-area";

const options = qualityAnswers.map((value) => ({ value, label: qualityAnswerNames[value] }));

/** Questions about the audit itself, apart from the grade of the practice. */
export function QualityQuestions({
  form,
  questions,
}: {
  /** Either kind of form: saved as it is typed in, or when it is sent. */
  form: { field: (name: string) => FieldProps & { defaultValue?: string } };
  questions: readonly QualityQuestion[];
}) {
  return (
    <>
      {questions.map((question) => (
        <AnswerRow
          key={question.code}
          {...form.field(`quality.${question.code}.answer`)}
          question={question.text}
          hint={question.guidance}
          options={options}
          note={
            <div className="los-why">
              <TextArea
                {...form.field(`quality.${question.code}.note`)}
                label="Why? The auditor reads it"
                rows={2}
                keptInView
              />
            </div>
          }
        />
      ))}
    </>
  );
}
