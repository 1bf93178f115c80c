import {
  caveatOf,
  countInWords,
  figureWithCaveat,
  isAny,
  isFew,
} from "~/rules/reports/figure-words";
import {
  judgedAnswers,
  questionAnswerNames,
  type Tally,
  tallyInWords,
} from "~/rules/samples/samples";
import { usePrefix } from "~/ui/charts/chart-figure";
import { answerSeries, onSeries, SeriesPatterns, Swatch, seriesFill } from "~/ui/charts/patterns";
import { Details } from "~/ui/notices";
import { Table } from "~/ui/table";
import { useSubject } from "./subject-words";

/** Every question as a bar with its counts, and all of it as a table. */
export function TallyBars({
  tallies,
  few,
  final,
}: {
  tallies: Tally[];
  /** From how many on figures can be relied on, in words. */
  few: string;
  final: boolean;
}) {
  const prefix = usePrefix();
  const { many } = useSubject();
  if (tallies.length === 0) return null;
  const indicative = tallies.some(({ met }) => isFew(met));
  const unanswered = tallies.some((tally) => isAny(tally.unanswered));
  return (
    <section aria-labelledby="tallies">
      <h2 className="govuk-heading-m" id="tallies">
        {final ? `What the ${many} showed` : `What the ${many} show so far`}
      </h2>
      <ul className="los-key" aria-label="Key">
        {judgedAnswers.map((answer) => (
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
            {tally.segments.length > 0 ? <Bar tally={tally} /> : null}
            <p className="los-tallies__words">
              {tallyInWords(tally)}
              {isFew(tally.met) ? ` (${caveatOf(tally.met)})` : ""}
            </p>
          </li>
        ))}
      </ol>
      {indicative ? <p className="govuk-hint">Cases where it applied: {few}</p> : null}
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
              { header: "Met", cell: ({ met }) => figureWithCaveat(met), numeric: true },
              { header: "Partly met", cell: ({ partly }) => countInWords(partly), numeric: true },
              { header: "Not met", cell: (tally) => countInWords(tally["not-met"]), numeric: true },
              {
                header: "Not applicable",
                cell: (tally) => countInWords(tally["not-applicable"]),
                numeric: true,
              },
              ...(unanswered
                ? [
                    {
                      header: "Not answered",
                      cell: (tally: Tally) => countInWords(tally.unanswered),
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

function Bar({ tally }: { tally: Tally }) {
  const prefix = usePrefix();
  return (
    <svg
      className="los-tallies__bar"
      width="100%"
      height="24"
      role="img"
      aria-label={tallyInWords(tally)}
    >
      <SeriesPatterns prefix={prefix} series={answerSeries} />
      {tally.segments.map(({ code, count, from, to }, index) => (
        <g key={code}>
          <rect
            className="los-series"
            x={`${from}%`}
            width={`${to - from}%`}
            height="24"
            fill={seriesFill(code, prefix)}
          />
          {index > 0 ? (
            <rect className="los-series__gap" x={`${from}%`} width="2" height="24" fill="#ffffff" />
          ) : null}
          {to - from >= 5 ? (
            <text x={`${(from + to) / 2}%`} y="17" fontSize="15" {...onSeries(answerSeries[code])}>
              {count}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}
