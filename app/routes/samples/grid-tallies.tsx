import { countInWords, countsInWords, isAny, isEmpty } from "~/rules/reports/figure-words";
import { type Tally, tallyInWords } from "~/rules/samples/samples";
import { Details } from "~/ui/notices";

/** How a question stands so far, short enough for the head of its column. */
export function TallySoFar({ tally }: { tally: Tally }) {
  const { met, partly } = tally;
  const notMet = tally["not-met"];
  const others = [
    ...(isAny(partly) ? [`${countInWords(partly)} partly`] : []),
    ...(isAny(notMet) ? [`${countInWords(notMet)} not`] : []),
  ];
  if (isEmpty(met)) return <span className="los-grid__so-far">No answers</span>;
  return (
    <span className="los-grid__so-far">
      Met {countsInWords(met)}
      {others.length > 0 ? <span>{others.join(", ")}</span> : null}
    </span>
  );
}

/** Where there is no head to hold them: on a narrow screen. */
export function TalliesSoFar({ tallies }: { tallies: readonly Tally[] }) {
  return (
    <div className="los-grid__tallies">
      <Details summary="How the questions stand so far">
        <ol className="govuk-list govuk-list--number">
          {tallies.map((tally) => (
            <li key={tally.code}>
              {tally.text} {tallyInWords(tally)}.
            </li>
          ))}
        </ol>
      </Details>
    </div>
  );
}
