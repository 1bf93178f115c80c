import { type Tally, tallyInWords } from "~/rules/samples/samples";
import { Details } from "~/ui/notices";

/** How a question stands so far, short enough for the head of its column. */
export function TallySoFar({ tally }: { tally: Tally }) {
  const { met, partly, base } = tally;
  const notMet = tally["not-met"];
  const others = [
    ...(partly > 0 ? [`${partly} partly`] : []),
    ...(notMet > 0 ? [`${notMet} not`] : []),
  ];
  if (base === 0) return <span className="los-grid__so-far">No answers</span>;
  return (
    <span className="los-grid__so-far">
      Met {met} of {base}
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
