import type { Question } from "~/rules/tools/tools";
import type { GridCase, GridInput } from "./grid-input";

/** The notes of a case, a box a question, folded away until they are wanted. */
export function Notes({
  one,
  questions,
  input,
}: {
  one: GridCase;
  questions: Question[];
  input: GridInput;
}) {
  const written = one.cells.filter(({ note }) => note !== "");
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
                {index + 1}. {questions[index]?.text}
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
