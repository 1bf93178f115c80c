import { placeInWords } from "~/rules/samples/records";
import {
  questionAnswerLetters,
  questionAnswerNames,
  type Tally,
  tallyInWords,
} from "~/rules/samples/samples";
import { type Question, type QuestionAnswer, questionAnswers } from "~/rules/tools/tools";
import type { GridCase } from "./grid-input";
import { mostWorded, QuestionList } from "./grid-table";
import { TallySoFar } from "./grid-tallies";
import { useSubject } from "./subject-words";

const answerOf = (answer: string): QuestionAnswer | null =>
  questionAnswers.find((one) => one === answer) ?? null;

/**
 * The answers as they stand once the exercise is closed: a letter and a pattern each, so that they
 * can be told apart in grey, in print and in forced colours.
 */
export function GridMatrix({
  questions,
  cases,
  tallies,
}: {
  questions: Question[];
  cases: GridCase[];
  tallies: readonly Tally[];
}) {
  const { title, many } = useSubject();
  const worded = questions.length <= mostWorded;
  const noted = cases.filter(({ cells }) => cells.some(({ note }) => note !== ""));
  return (
    <>
      <ul className="los-matrix-legend" aria-label="Legend">
        {questionAnswers.map((answer) => (
          <li key={answer}>
            <Mark answer={answer} hidden /> {questionAnswerNames[answer]}
          </li>
        ))}
        <li>
          <Mark answer={null} hidden /> Not answered
        </li>
      </ul>
      <div className={worded ? "los-matrix-words" : undefined}>
        <QuestionList questions={questions} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className="los-matrix-frame" aria-label="Answers, case by case" tabIndex={0}>
        <table className="los-matrix">
          <caption className="govuk-visually-hidden">Answers, case by case</caption>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              {questions.map(({ code, text }, n) => (
                <th key={code} scope="col">
                  <span className="los-grid__number">{n + 1}</span>
                  <span className={worded ? "los-matrix__words" : "govuk-visually-hidden"}>
                    {text}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cases.map((one) => (
              <tr key={one.auditId}>
                <th scope="row">
                  <span className="los-grid__reference">{one.reference}</span>
                  <span className="los-grid__about">{placeInWords(one.cohort, one.team)}</span>
                </th>
                {one.cells.map(({ code, answer }) => (
                  <td key={code}>
                    <Mark answer={answerOf(answer)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All {many}</th>
              {tallies.map((tally) => (
                <td key={tally.code}>
                  <span aria-hidden="true">
                    <TallySoFar tally={tally} />
                  </span>
                  <span className="govuk-visually-hidden">{tallyInWords(tally)}</span>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      {noted.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">Notes</h2>
          {noted.map((one) => (
            <CaseNotes key={one.auditId} one={one} questions={questions} />
          ))}
        </>
      ) : null}
    </>
  );
}

/** Said in full to who can't see it; `hidden` where the words stand beside it. */
function Mark({ answer, hidden = false }: { answer: QuestionAnswer | null; hidden?: boolean }) {
  const letter = answer ? questionAnswerLetters[answer] : "–";
  const words = answer ? questionAnswerNames[answer] : "Not answered";
  return (
    <span className={`los-mark los-mark--${answer ?? "none"}`}>
      <span aria-hidden="true" className="los-mark__letter">
        {letter}
      </span>
      {hidden ? null : <span className="govuk-visually-hidden">{words}</span>}
    </span>
  );
}

function CaseNotes({ one, questions }: { one: GridCase; questions: Question[] }) {
  return (
    <>
      <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{one.reference}</h3>
      <dl className="los-grid__notes-read">
        {one.cells.map(({ code, note }, n) =>
          note === "" ? null : (
            <div key={code}>
              <dt>
                {n + 1}. {questions[n]?.text}
              </dt>
              <dd className="los-as-written">{note}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
