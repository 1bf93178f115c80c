import { cellName } from "~/forms/sample-grid";
import { paths } from "~/paths";
import { placeInWords } from "~/rules/samples/records";
import type { CaseAnswers, Tally } from "~/rules/samples/samples";
import type { Question } from "~/rules/tools/tools";
import { Link } from "~/ui/link";
import { Cell } from "./grid-cell";
import type { GridCase, GridInput } from "./grid-input";
import { Notes } from "./grid-notes";
import { TallySoFar } from "./grid-tallies";
import { useSubject } from "./subject-words";

/** More columns than have room for words: the words then stand above, by number. */
export const mostWorded = 8;

/**
 * A row a case, a column a question, with its words and how it stands in a head that stays. On a
 * narrow screen one case at a time, its questions beneath each other.
 */
export function GridTable({
  questions,
  cases,
  answers,
  tallies,
  input,
}: {
  questions: Question[];
  cases: GridCase[];
  answers: readonly CaseAnswers[];
  /** Null where no figure is shown. */
  tallies: readonly Tally[] | null;
  input: GridInput;
}) {
  const { title } = useSubject();
  const worded = questions.length <= mostWorded;
  return (
    <>
      {worded ? null : <QuestionList questions={questions} />}
      <table className="los-grid">
        <caption className="govuk-visually-hidden">Answers, case by case</caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {questions.map(({ code, text }, n) => (
              <th key={code} scope="col">
                <span className="los-grid__number">{n + 1}</span>
                {worded ? text : <span className="govuk-visually-hidden">{text}</span>}
              </th>
            ))}
          </tr>
          {tallies ? (
            <tr className="los-grid__stand">
              <th scope="row">So far</th>
              {tallies.map((tally) => (
                <td key={tally.code}>
                  <TallySoFar tally={tally} />
                </td>
              ))}
            </tr>
          ) : null}
        </thead>
        {cases.map((one, n) => (
          <CaseRows
            key={one.auditId}
            n={n}
            of={cases.length}
            one={one}
            answers={answers[n] ?? {}}
            questions={questions}
            input={input}
          />
        ))}
      </table>
    </>
  );
}

/** The questions by their numbers, where the head of the table has room for the numbers alone. */
export function QuestionList({ questions }: { questions: readonly Question[] }) {
  return (
    <ol className="govuk-list govuk-list--number los-grid__questions">
      {questions.map(({ code, text }) => (
        <li key={code}>{text}</li>
      ))}
    </ol>
  );
}

type RowProps = {
  n: number;
  of: number;
  one: GridCase;
  answers: CaseAnswers;
  questions: Question[];
  input: GridInput;
};

function CaseRows({ n, of, one, answers, questions, input }: RowProps) {
  const { auditId, reference } = one;
  const open = one.cells.filter(({ code }) => (answers[code] ?? null) === null);
  const openNames = open.map(({ code }) => cellName(auditId, code));
  const isFilled = input.rest.filled[auditId] !== undefined;
  return (
    <tbody id={`case-${n + 1}`}>
      <tr>
        <th scope="row" className="los-grid__case">
          <span className="los-grid__reference">{reference}</span>
          <span className="los-grid__about">{placeInWords(one.cohort, one.team)}</span>
        </th>
        {one.cells.map((cell, at) => (
          <td key={cell.code}>
            <Cell
              auditId={auditId}
              reference={reference}
              code={cell.code}
              number={at + 1}
              question={questions[at]?.text ?? ""}
              answer={input.held(cellName(auditId, cell.code), cell.answer)}
              error={input.errors[cellName(auditId, cell.code)]}
              isContested={input.contested.includes(cellName(auditId, cell.code))}
            />
          </td>
        ))}
      </tr>
      <tr className="los-grid__more">
        <td colSpan={questions.length + 1}>
          {openNames.length > 0 ? (
            <button
              type="submit"
              name="rest"
              value={auditId}
              className="los-link-button"
              onClick={(event) => {
                event.preventDefault();
                input.rest.fill(auditId, openNames);
              }}
            >
              The rest of <span className="los-grid__this-case">this case</span>
              <span className="govuk-visually-hidden"> {reference}</span>: met
            </button>
          ) : (
            <strong className="los-grid__complete">Complete</strong>
          )}
          {isFilled ? (
            <button
              type="button"
              className="los-link-button"
              onClick={() => input.rest.undo(auditId)}
            >
              Undo<span className="govuk-visually-hidden"> the rest of {reference}</span>
            </button>
          ) : null}
          <Notes one={one} questions={questions} input={input} />
          {input.raises && one.cohort !== null ? (
            <Link to={paths.audits.concern(auditId)} hidden={`about ${reference}`}>
              Raise a safeguarding concern
            </Link>
          ) : null}
          <CaseSteps n={n} of={of} />
        </td>
      </tr>
    </tbody>
  );
}

/** From case to case where one fills the screen; plain links, so that nothing has to run first. */
function CaseSteps({ n, of }: { n: number; of: number }) {
  const { one, titles, title } = useSubject();
  return (
    <nav className="los-grid__steps" aria-label={titles}>
      {n > 0 ? <a href={`#case-${n}`}>Previous {one}</a> : <span />}
      <span>
        {title} {n + 1} of {of}
      </span>
      {n + 1 < of ? <a href={`#case-${n + 2}`}>Next {one}</a> : <span />}
    </nav>
  );
}
