import type { GradeMix } from "~/rules/reports/figure";
import { countInWords, figureWithCaveat, isAny } from "~/rules/reports/figure-words";
import { ChartFigure, GradeKey } from "./chart-figure";
import { GradeBarOrNone } from "./grade-bar";
import { type GradeRow, GradeTable } from "./grade-table";

export type GradeBarsRow = {
  key: string;
  name: string;
  mix: GradeMix;
  /** The same row for what it is compared with. */
  beside?: GradeMix;
};

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
    ({ mix, beside }) => isAny(mix.ungraded) || (beside && isAny(beside.ungraded)),
  );
  const tableRows: GradeRow[] = rows.flatMap((row) => [
    { key: row.key, name: beside ? `${row.name}: ${subject}` : row.name, mix: row.mix },
    ...(beside && row.beside
      ? [{ key: `${row.key}-beside`, name: `${row.name}: ${beside}`, mix: row.beside }]
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
                {row.mix.good.of}: {figureWithCaveat(row.mix.good)}
              </p>
            </div>
            <div>
              <Bar label={`${row.name}, ${subject}`} mix={row.mix} chip={anyUngraded} />
              {beside && row.beside ? (
                <Bar label={`${row.name}, ${beside}`} mix={row.beside} chip={anyUngraded} thin />
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}

function Bar({
  label,
  mix,
  chip,
  thin,
}: {
  label: string;
  mix: GradeMix;
  chip: boolean;
  thin?: boolean;
}) {
  return (
    <div className={`los-grade-rows__bar${chip ? "" : " los-grade-rows__bar--whole"}`}>
      <GradeBarOrNone label={label} mix={mix} thin={thin} />
      {isAny(mix.ungraded) ? (
        <span className={`los-ungraded-chip${thin ? " los-ungraded-chip--thin" : ""}`}>
          {countInWords(mix.ungraded)} n/a
          <span className="govuk-visually-hidden"> or not judged</span>
        </span>
      ) : null}
    </div>
  );
}
