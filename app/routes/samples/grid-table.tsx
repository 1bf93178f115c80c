import { cellName } from "~/forms/sample-grid";
import { paths } from "~/paths";
import { type Cohort, cohortNames } from "~/rules/caseload";
import { questionAnswerLetters, questionAnswerNames } from "~/rules/samples";
import { type Question, type QuestionAnswer, questionAnswers } from "~/rules/tools";
import { Link } from "~/ui/link";
import { StateTag } from "~/ui/tags";

type GridCell = { code: string; answer: string; note: string };

export type GridCase = {
  auditId: string;
  reference: string;
  cohort: Cohort;
  team: string;
  complete: boolean;
  cells: GridCell[];
};

type Input = {
  /** What was typed, if the form came back, else what is stored. */
  held: (name: string, stored: string) => string;
  errors: Record<string, string>;
  contested: string[];
  clearName: (auditId: string, code: string) => string;
  noteName: (auditId: string, code: string) => string;
};

const nameOf = (answer: string): string =>
  questionAnswers.some((a) => a === answer)
    ? questionAnswerNames[answer as QuestionAnswer]
    : "Not answered";

/**
 * A row a case, a column a question; where there is no room, or too many questions for one row, a
 * block a case with the questions beneath each other. Without `input` it is to be read alone.
 */
export function GridTable({
  questions,
  cases,
  input,
}: {
  questions: Question[];
  cases: GridCase[];
  input?: Input;
}) {
  return (
    <table className={`los-grid${questions.length > 6 ? " los-grid--long" : ""}`}>
      <caption className="govuk-visually-hidden">Answers, case by case</caption>
      <thead>
        <tr>
          <th scope="col">Case</th>
          {questions.map(({ code, text }) => (
            <th key={code} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      {cases.map((one) => (
        <tbody key={one.auditId}>
          <tr>
            <th scope="row" className="los-grid__case">
              <span className="los-grid__reference">{one.reference}</span>
              <span className="los-grid__about">
                {cohortNames[one.cohort]}, {one.team}
              </span>
              {one.complete ? <StateTag colour="green">Complete</StateTag> : null}
            </th>
            {one.cells.map((cell, index) => (
              <td key={cell.code}>
                <Cell one={one} cell={cell} question={questions[index]} input={input} />
              </td>
            ))}
          </tr>
          <tr className="los-grid__more">
            <td colSpan={questions.length + 1}>
              <Notes one={one} questions={questions} input={input} />
              {input ? (
                <Link to={paths.audits.concern(one.auditId)} hidden={`about ${one.reference}`}>
                  Raise a safeguarding concern
                </Link>
              ) : null}
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

type CellProps = {
  one: GridCase;
  cell: GridCell;
  question: Question | undefined;
  input: Input | undefined;
};

function Cell({ one, cell, question, input }: CellProps) {
  const name = cellName(one.auditId, cell.code);
  const text = <span className="los-grid__question">{question?.text}</span>;
  if (!input) {
    return (
      <>
        {text}
        <span className={`los-answer los-answer--${cell.answer || "none"}`}>
          {nameOf(cell.answer)}
        </span>
      </>
    );
  }
  if (input.contested.includes(name)) {
    return (
      <>
        {text}
        <span className="govuk-body-s">Choose above</span>
      </>
    );
  }
  const held = input.held(name, cell.answer);
  return (
    <fieldset className="los-segments">
      <legend className="los-grid__question">
        <span className="govuk-visually-hidden">{one.reference}: </span>
        {question?.text}
      </legend>
      {input.errors[name] ? <p className="govuk-error-message">{input.errors[name]}</p> : null}
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
}

type NotesProps = { one: GridCase; questions: Question[]; input: Input | undefined };

function Notes({ one, questions, input }: NotesProps) {
  const written = one.cells.filter(({ note }) => note !== "");
  if (!input) {
    return written.length === 0 ? null : (
      <dl className="los-grid__notes-read">
        {written.map(({ code, note }) => (
          <div key={code}>
            <dt>{questions.find((q) => q.code === code)?.text}</dt>
            <dd>{note}</dd>
          </div>
        ))}
      </dl>
    );
  }
  const wrong = one.cells.some(({ code }) => input.errors[input.noteName(one.auditId, code)]);
  return (
    <details className="los-grid__notes" open={wrong}>
      <summary>
        Notes{written.length > 0 ? ` (${written.length})` : ""}
        <span className="govuk-visually-hidden"> on {one.reference}</span>
      </summary>
      <div className="los-grid__note-list">
        {one.cells.map((cell, index) => {
          const name = input.noteName(one.auditId, cell.code);
          const error = input.errors[name];
          const clear = input.clearName(one.auditId, cell.code);
          if (input.contested.includes(name)) return null;
          return (
            <div key={cell.code} className="govuk-form-group">
              <label className="govuk-label govuk-!-font-size-16" htmlFor={name}>
                {questions[index]?.text}
              </label>
              {error ? (
                <p className="govuk-error-message" id={`${name}-error`}>
                  {error}
                </p>
              ) : null}
              <textarea
                className={`govuk-textarea govuk-!-margin-bottom-1${error ? " govuk-textarea--error" : ""}`}
                id={name}
                name={name}
                rows={2}
                defaultValue={input.held(name, cell.note)}
                aria-describedby={error ? `${name}-error` : undefined}
              />
              {cell.answer === "" ? null : (
                <div className="govuk-checkboxes govuk-checkboxes--small">
                  <div className="govuk-checkboxes__item">
                    <input
                      className="govuk-checkboxes__input"
                      type="checkbox"
                      id={clear}
                      name={clear}
                      value="yes"
                    />
                    <label className="govuk-label govuk-checkboxes__label" htmlFor={clear}>
                      Take the answer away
                    </label>
                  </div>
                </div>
              )}
            </div>
          );
        })}
      </div>
    </details>
  );
}
