import { shareWithStanding } from "~/rules/reports/reports";
import { goodOrAbove, gradedTotal, type JudgementCounts } from "~/rules/tools/grades";
import { goodOrAboveWords } from "~/rules/tools/scale";
import { ChartFigure, GradeKey } from "./chart-figure";
import { GradeBar } from "./grade-bar";
import { type GradeRow, GradeTable } from "./grade-table";

export type GradeBarsRow = {
  key: string;
  name: string;
  counts: JudgementCounts;
  /** The same row for what it is compared with. */
  beside?: JudgementCounts;
};

const ungradedCount = (counts: JudgementCounts) => counts["not-applicable"] + counts["not-judged"];

/** A row per practice area: the grade mix, and beneath it in a thinner bar the service's. */
export function GradeBars({
  title,
  subject,
  beside,
  rows,
}: {
  title: string;
  /** Whose figures: "Willow". */
  subject: string;
  /** Whose the thinner bars are: "Whole service". */
  beside?: string;
  rows: readonly GradeBarsRow[];
}) {
  const anyUngraded = rows.some(
    (row) => ungradedCount(row.counts) > 0 || (row.beside && ungradedCount(row.beside) > 0),
  );
  const tableRows: GradeRow[] = rows.flatMap((row) => [
    { key: row.key, name: beside ? `${row.name}: ${subject}` : row.name, counts: row.counts },
    ...(beside && row.beside
      ? [{ key: `${row.key}-beside`, name: `${row.name}: ${beside}`, counts: row.beside }]
      : []),
  ]);
  return (
    <ChartFigure
      title={title}
      chartKey={<GradeKey />}
      table={<GradeTable caption={title} nameHeader="Practice area" rows={tableRows} />}
    >
      {beside ? (
        <p className="los-grade-rows__words">
          Thick bar: {subject}. Thin bar: {beside}.
        </p>
      ) : null}
      <ul className="los-grade-rows">
        {rows.map((row) => (
          <li key={row.key} className="los-grade-rows__row">
            <div>
              <p className="los-grade-rows__name">{row.name}</p>
              <p className="los-grade-rows__words">
                {goodOrAboveWords}: <RowWords counts={row.counts} />
              </p>
            </div>
            <div>
              <Bar label={`${row.name}, ${subject}`} counts={row.counts} chip={anyUngraded} />
              {beside && row.beside ? (
                <Bar label={`${row.name}, ${beside}`} counts={row.beside} chip={anyUngraded} thin />
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}

function RowWords({ counts }: { counts: JudgementCounts }) {
  return shareWithStanding(goodOrAbove(counts), gradedTotal(counts));
}

function Bar({
  label,
  counts,
  chip,
  thin,
}: {
  label: string;
  counts: JudgementCounts;
  chip: boolean;
  thin?: boolean;
}) {
  const ungraded = ungradedCount(counts);
  return (
    <div className={`los-grade-rows__bar${chip ? "" : " los-grade-rows__bar--whole"}`}>
      {gradedTotal(counts) > 0 ? (
        <GradeBar label={label} counts={counts} thin={thin} />
      ) : (
        <p className="los-grade-rows__none">None graded</p>
      )}
      {ungraded > 0 ? (
        <span className={`los-ungraded-chip${thin ? " los-ungraded-chip--thin" : ""}`}>
          {ungraded} n/a
          <span className="govuk-visually-hidden"> or not judged</span>
        </span>
      ) : null}
    </div>
  );
}
