import { shareInWords } from "~/rules/reports/reports";
import {
  questionAnswerNames,
  standingInWords,
  type Tally,
  tallyInWords,
} from "~/rules/samples/samples";
import { usePrefix } from "~/ui/charts/chart-figure";
import { answerSeries, onSeries, SeriesPatterns, Swatch, seriesFill } from "~/ui/charts/patterns";
import { Details } from "~/ui/notices";
import { Table } from "~/ui/table";

const judged = ["met", "partly", "not-met"] as const;

/** Every question as a bar with its counts, and all of it as a table. */
export function TallyBars({ tallies, final }: { tallies: Tally[]; final: boolean }) {
  const prefix = usePrefix();
  if (tallies.length === 0) return null;
  const indicative = tallies.some((tally) => standingInWords(tally) !== "");
  const unanswered = tallies.some((tally) => tally.unanswered > 0);
  return (
    <section aria-labelledby="tallies">
      <h2 className="govuk-heading-m" id="tallies">
        {final ? "What the cases showed" : "What the cases show so far"}
      </h2>
      <ul className="los-key" aria-label="Key">
        {judged.map((answer) => (
          <li key={answer} className="los-key__item">
            <Swatch id={`${prefix}-${answer}`} series={answerSeries[answer]} />
            {questionAnswerNames[answer]}
          </li>
        ))}
      </ul>
      <ol className="los-tallies">
        {tallies.map((tally) => (
          <li key={tally.code}>
            <p className="los-tallies__question">{tally.text}</p>
            {tally.base > 0 ? <Bar tally={tally} /> : null}
            <p className="los-tallies__words">
              {tallyInWords(tally)}
              {standingInWords(tally) ? ` (${standingInWords(tally)})` : ""}
            </p>
          </li>
        ))}
      </ol>
      {indicative ? (
        <p className="govuk-hint">
          Fewer than ten cases where it applied are indicative only; fewer than five are counts
          without percentages.
        </p>
      ) : null}
      <div className="los-no-print">
        <Details summary="The same as a table">
          <Table
            caption="Answers by question"
            hideCaption
            rows={tallies}
            rowKey={(tally) => tally.code}
            compact
            columns={[
              { header: "Question", cell: (tally) => tally.text, rowHeader: true },
              { header: "Met", cell: (tally) => share(tally, "met"), numeric: true },
              { header: "Partly met", cell: (tally) => tally.partly, numeric: true },
              { header: "Not met", cell: (tally) => tally["not-met"], numeric: true },
              {
                header: "Not applicable",
                cell: (tally) => tally["not-applicable"],
                numeric: true,
              },
              ...(unanswered
                ? [
                    {
                      header: "Not answered",
                      cell: (tally: Tally) => tally.unanswered,
                      numeric: true,
                    },
                  ]
                : []),
            ]}
          />
        </Details>
      </div>
    </section>
  );
}

function share(tally: Tally, answer: "met"): string {
  const count = shareInWords(tally[answer], tally.base);
  const standing = standingInWords(tally);
  return standing ? `${count}, ${standing}` : count;
}

function Bar({ tally }: { tally: Tally }) {
  const prefix = usePrefix();
  let from = 0;
  const parts = judged.flatMap((answer) => {
    const count = tally[answer];
    if (count === 0) return [];
    const part = { answer, count, from, width: (100 * count) / tally.base };
    from += part.width;
    return [part];
  });
  return (
    <svg
      className="los-tallies__bar"
      width="100%"
      height="24"
      role="img"
      aria-label={tallyInWords(tally)}
    >
      <SeriesPatterns prefix={prefix} series={answerSeries} />
      {parts.map(({ answer, count, from: x, width }, index) => (
        <g key={answer}>
          <rect
            className="los-series"
            x={`${x}%`}
            width={`${width}%`}
            height="24"
            fill={seriesFill(answer, prefix)}
          />
          {index > 0 ? (
            <rect className="los-series__gap" x={`${x}%`} width="2" height="24" fill="#ffffff" />
          ) : null}
          {width >= 5 ? (
            <text x={`${x + width / 2}%`} y="17" fontSize="15" {...onSeries(answerSeries[answer])}>
              {count}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}
