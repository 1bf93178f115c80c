import { memo } from "react";
import { cellName } from "~/forms/sample-grid";
import { questionAnswerLetters, questionAnswerNames } from "~/rules/samples/samples";
import { questionAnswers } from "~/rules/tools/tools";

type CellProps = {
  auditId: string;
  reference: string;
  code: string;
  number: number;
  question: string;
  answer: string;
  error: string | undefined;
  isContested: boolean;
};

/** Four answers as four letters, or as words where there is room. Drawn anew only when it changes. */
export const Cell = memo(function Cell(props: CellProps) {
  const { number, question, answer: held, error } = props;
  const name = cellName(props.auditId, props.code);
  const legend = (
    <>
      <span className="govuk-visually-hidden">
        {props.reference}, question {number}:{" "}
      </span>
      <span aria-hidden="true" className="los-grid__number">
        {number}
      </span>
      {question}
    </>
  );
  if (props.isContested) {
    return (
      <>
        <span className="los-grid__question">{legend}</span>
        <span className="govuk-body-s">Choose above</span>
      </>
    );
  }
  return (
    <fieldset className="los-segments">
      <legend className="los-grid__question">{legend}</legend>
      {error ? <p className="govuk-error-message">{error}</p> : null}
      <div className="los-segments__list">
        {questionAnswers.map((answer, index) => {
          const id = index === 0 ? name : `${name}-${answer}`;
          return (
            <div key={answer} className="los-segments__item">
              <input
                type="radio"
                id={id}
                name={name}
                value={answer}
                defaultChecked={held === answer}
                className={`los-segments__input los-segments__input--${answer}`}
              />
              <label htmlFor={id} className="los-segments__label">
                <span aria-hidden="true" className="los-segments__letter">
                  {questionAnswerLetters[answer]}
                </span>
                <span className="los-segments__name">{questionAnswerNames[answer]}</span>
              </label>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
});
